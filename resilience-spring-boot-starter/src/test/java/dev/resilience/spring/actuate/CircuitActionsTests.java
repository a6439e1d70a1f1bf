package dev.resilience.spring.actuate;

import java.nio.file.Path;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** {@code POST /actuator/circuits/{name}} where the user allows it. */
class CircuitActionsTests {

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeAll
	static void start() {
		application = new WebApplication(directory, """
				management.endpoints.web.exposure.include: circuits
				management.endpoint.circuits.access: unrestricted
				resilience.policies.payments.circuit:
				""", Client.class);
	}

	@AfterEach
	void reset() {
		circuit().reset();
	}

	@AfterAll
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
	@ValueSource(strings = { "{}", "{\"action\": null}", "{\"Action\": \"close\"}", "nonsense" })
	void aBodyWithoutAnActionIsRefused(String body) {
		assertThat(act("payments", body).status()).isEqualTo(400);
	}

	private static Circuit circuit() {
		return application.context().getBean(Circuits.class).get("payments");
	}

	private static WebApplication.Answer act(String name, String body) {
		return application.post("/actuator/circuits/" + name, body);
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
		}

	}

}
