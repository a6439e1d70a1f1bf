package dev.resilience.spring.actuate;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code POST /actuator/circuits/{name}} where the user allows it, on either kind of
 * server.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class CircuitActionsTests {

	@Parameter
	private WebApplicationType type;

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = new WebApplication(type, directory, """
				management.endpoints.web.exposure.include: circuits
				management.endpoint.circuits.access: unrestricted
				resilience.policies:
				  payments.circuit:
				  unused.circuit:
				  "[payments.json]": {circuit: }
				  "[a.b c]": {circuit: }
				  "[bücher]": {circuit: }
				  "[100%]": {circuit: }
				  "[a;b]": {circuit: }
				  "[a/b]": {circuit: }
				""", Client.class, Odd.class);
	}

	@AfterEach
	void reset() {
		application.context().getBean(Circuits.class).all().forEach(Circuit::reset);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@CsvSource({ "force-open, FORCED_OPEN", "disable, DISABLED", "close, CLOSED", "reset, CLOSED" })
	void anActionAnswersWithTheCircuitAfterwards(String action, CircuitState state) {
		WebApplication.Answer answer = act("payments", "{\"action\": \"" + action + "\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("state").asString()).isEqualTo(state.name());
		assertThat(answer.json().has("totals")).isTrue();
		assertThat(circuit().state()).isEqualTo(state);
	}

	@Test
	void aCircuitThatIsForcedOpenRefusesUntilItIsClosed() {
		act("payments", "{\"action\": \"force-open\"}");
		Client client = application.context().getBean(Client.class);
		assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(client::charge);
		act("payments", "{\"action\": \"close\"}");
		client.charge();
	}

	@Test
	void anUnknownNameIsNotFound() {
		assertThat(act("nobody", "{\"action\": \"close\"}").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "open", "", "explode" })
	void anUnknownActionIsRefusedWithTheFourThatThereAre(String action) {
		WebApplication.Answer answer = act("payments", "{\"action\": \"" + action + "\"}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("force-open", "close", "disable", "reset");
		assertThat(circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "{}", "{\"action\": null}", "{\"Action\": \"close\"}", "{\"action\": 1}",
			"{\"action\": \" disable \"}" })
	void aBodyWithoutAnActionIsRefusedWithTheFourThatThereAre(String body) {
		WebApplication.Answer answer = act("payments", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("error").asString()).endsWith("allowed are force-open, close, disable, reset");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "[]", "\"disable\"", "{\"action\": [\"disable\"]}",
			"{\"action\": {\"disable\": true}}", "{\"action\": \"disable\"" })
	void aBodyThatIsNoObjectOfTextsIsRefused(String body) {
		assertThat(act("payments", body).status()).isEqualTo(400);
		assertThat(circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void anActionInCapitalsIsTheSameAndFurtherFieldsDoNothing() {
		assertThat(act("payments", "{\"action\": \"DISABLE\", \"why\": \"maintenance\", \"since\": 1}").status())
			.isEqualTo(200);
		assertThat(circuit().state()).isEqualTo(CircuitState.DISABLED);
	}

	@Test
	void whatAPageOfAnotherSiteCanSendWithoutBeingAskedIsRefused() {
		String path = "/actuator/circuits/payments?action=disable";
		assertThat(application.send(plain(path).POST(BodyPublishers.noBody())).status()).isEqualTo(415);
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded",
				"multipart/form-data;boundary=x")) {
			assertThat(application
				.send(plain(path).header("Content-Type", type).POST(BodyPublishers.ofString("action=disable")))
				.status()).as(type).isEqualTo(415);
		}
		assertThat(circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/vnd.spring-boot.actuator.v3+json",
			"application/vnd.spring-boot.actuator.v2+json", "application/json" })
	void theMediaTypesOfTheActuatorAreSpoken(String type) {
		WebApplication.Answer answer = application
			.send(plain("/actuator/circuits/payments").header("Content-Type", type)
				.header("Accept", type)
				.POST(BodyPublishers.ofString("{\"action\": \"close\"}")));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type"))
			.hasValueSatisfying((given) -> assertThat(given).startsWith(type));
		assertThat(answer.json().get("state").asString()).isEqualTo("CLOSED");
	}

	@ParameterizedTest
	@CsvSource({ "a.b%20c, a.b c", "b%C3%BCcher, bücher", "100%25, 100%", "a%3Bb, a;b",
			"payments.json, payments.json" })
	void aNameIsDecodedAndOtherwiseTakenAsItIs(String path, String name) {
		assertThat(application.get("/actuator/circuits").json().get("circuits").has(name)).isTrue();
		assertThat(act(path, "{\"action\": \"disable\"}").status()).isEqualTo(200);
		assertThat(application.context().getBean(Circuits.class).get(name).state()).isEqualTo(CircuitState.DISABLED);
		assertThat(application.get("/actuator/circuits/" + path).json().get("state").asString()).isEqualTo("DISABLED");
		assertThat(application.get("/actuator/circuits/" + path + "x").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "Payments", "payments/", "unused", "" })
	void whatIsNoNameOfAUsedCircuitIsNotFound(String path) {
		assertThat(application.get("/actuator/circuits/" + path).status()).isEqualTo(404);
		assertThat(act(path, "{\"action\": \"disable\"}").status()).isEqualTo(404);
	}

	@Test
	void aNameWithASlashIsAmongAllOnly() {
		assertThat(application.get("/actuator/circuits").json().get("circuits").has("a/b")).isTrue();
		// refused by the server, before anybody decodes it
		assertThat(application.get("/actuator/circuits/a%2Fb").status()).isEqualTo(400);
	}

	@Test
	void otherMethodsDoNothing() {
		assertThat(application
			.send(application.request("/actuator/circuits/payments").method("HEAD", BodyPublishers.noBody()))
			.status()).isEqualTo(200);
		assertThat(application
			.send(application.request("/actuator/circuits/nobody").method("HEAD", BodyPublishers.noBody()))
			.status()).isEqualTo(404);
		for (String method : List.of("PUT", "PATCH", "DELETE")) {
			assertThat(application
				.send(application.request("/actuator/circuits/payments")
					.header("Content-Type", "application/json")
					.method(method, BodyPublishers.ofString("{\"action\": \"disable\"}")))
				.status()).isEqualTo(405);
		}
		assertThat(application.post("/actuator/circuits", "{\"action\": \"disable\"}").status()).isEqualTo(405);
		assertThat(circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	private static Circuit circuit() {
		return application.context().getBean(Circuits.class).get("payments");
	}

	private static HttpRequest.Builder plain(String path) {
		return application.requestOf("local.server.port", path);
	}

	private static WebApplication.Answer act(String name, String body) {
		return application.post("/actuator/circuits/" + name, body);
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
		}

	}

	/** Circuits with names that a path has its trouble with. */
	static class Odd {

		Odd(Resilience resilience) {
			for (String name : List.of("payments.json", "a.b c", "bücher", "100%", "a;b", "a/b")) {
				resilience.policy(name).run(() -> {
				});
			}
		}

	}

}
