package dev.resilience.spring.actuate;

import java.nio.file.Path;
import java.util.List;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may read and who may write, and where, as for every endpoint of Boot's. */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class EndpointAccessTests {

	private static final String EXPOSED = """
			management.endpoints.web.exposure.include: circuits, resilience
			resilience.policies.payments.circuit:
			""";

	private static final String UNRESTRICTED = "management.endpoint.circuits.access: unrestricted\n";

	private static final String DISABLE = "{\"action\": \"disable\"}";

	@TempDir
	private Path directory;

	@Parameter
	private WebApplicationType type;

	@ParameterizedTest
	@CsvSource({ ",,, 200, 405", "none,, , 404, 404", ", unrestricted,, 200, 200", "unrestricted, none,, 200, 200",
			"read-only, unrestricted,, 200, 405", "unrestricted,, read-only, 200, 405", ",, none, 404, 404" })
	void accessIsWhatTheUserSays(String own, String usual, String most, int get, int post) {
		String yaml = EXPOSED + ((own != null) ? "management.endpoint.circuits.access: " + own + "\n" : "")
				+ ((usual != null) ? "management.endpoints.access.default: " + usual + "\n" : "")
				+ ((most != null) ? "management.endpoints.access.max-permitted: " + most + "\n" : "");
		try (WebApplication application = new WebApplication(this.type, this.directory, yaml, Client.class)) {
			assertThat(application.get("/actuator/circuits").status()).isEqualTo(get);
			assertThat(application.get("/actuator/circuits/payments").status()).isEqualTo(get);
			assertThat(application.post("/actuator/circuits/payments", DISABLE).status()).isEqualTo(post);
			assertThat(application.context().getBean(Circuits.class).get("payments").state())
				.isEqualTo((post == 200) ? CircuitState.DISABLED : CircuitState.CLOSED);
		}
	}

	@Test
	void whereEverythingIsExposedNothingCanBeWritten() {
		try (WebApplication application = new WebApplication(this.type, this.directory, """
				management.endpoints.web.exposure.include: '*'
				resilience.policies.payments.circuit:
				""", Client.class)) {
			for (String path : List.of("/actuator/circuits", "/actuator/circuits/payments", "/actuator/resilience",
					"/actuator/resilience/payments")) {
				for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
					assertThat(application
						.send(application.request(path)
							.header("Content-Type", "application/json")
							.method(method, ofString(DISABLE)))
						.status()).as(method + " " + path).isIn(404, 405);
				}
			}
			assertThat(application.context().getBean(Circuits.class).get("payments").state())
				.isEqualTo(CircuitState.CLOSED);
		}
	}

	@Test
	void theyAreOnTheManagementPortOnly() {
		try (WebApplication application = new WebApplication(this.type, this.directory,
				EXPOSED + UNRESTRICTED + "management.server.port: 0\n", Client.class)) {
			String port = "local.management.port";
			assertThat(application.context().getEnvironment().getProperty(port))
				.isNotEqualTo(application.context().getEnvironment().getProperty("local.server.port"));
			assertThat(application.get("/actuator/circuits").status()).isEqualTo(404);
			assertThat(application.get("/actuator/resilience").status()).isEqualTo(404);
			assertThat(application.post("/actuator/circuits/payments", DISABLE).status()).isEqualTo(404);
			assertThat(application.send(application.requestOf(port, "/actuator/circuits")).body()).contains("CLOSED");
			assertThat(application.send(application.requestOf(port, "/actuator/resilience")).status()).isEqualTo(200);
			assertThat(application.send(application.requestOf(port, "/actuator/circuits/nobody")).status())
				.isEqualTo(404);
			assertThat(application
				.send(application.requestOf(port, "/actuator/circuits/payments")
					.header("Content-Type", "application/json")
					.POST(ofString(DISABLE)))
				.body()).contains("DISABLED");
			assertThat(application
				.send(application.requestOf(port, "/actuator/circuits/payments")
					.header("Content-Type", "application/json")
					.POST(ofString("{}")))
				.body()).contains("force-open, close, disable, reset");
		}
	}

	@Test
	void theyAreWhereTheUserPutsThem() {
		try (WebApplication application = new WebApplication(this.type, this.directory, EXPOSED + UNRESTRICTED + """
				management.endpoints.web:
				  base-path: /manage
				  path-mapping: {circuits: fuses}
				""", Client.class)) {
			assertThat(application.get("/actuator/circuits").status()).isEqualTo(404);
			assertThat(application.get("/manage/fuses/payments").status()).isEqualTo(200);
			assertThat(application.get("/manage/fuses/nobody").status()).isEqualTo(404);
			assertThat(application.post("/manage/fuses/payments", DISABLE).status()).isEqualTo(200);
			assertThat(application.post("/manage/fuses/payments", "{}").status()).isEqualTo(400);
			assertThat(application.get("/manage/resilience").status()).isEqualTo(200);
		}
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
			// nothing to do
		}

	}

}
