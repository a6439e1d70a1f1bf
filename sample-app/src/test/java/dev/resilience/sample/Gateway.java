package dev.resilience.sample;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.resilience.sample.TestHttp.Response;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway as its users and operators see it.
 *
 * @param port the port that it listens on
 */
record Gateway(int port) {

	Response ask(String question) {
		return TestHttp.get(uri("/api/ask?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8)));
	}

	/**
	 * Asks, and expects what the gateway promises for a provider that is down.
	 */
	void askExpectingADegradedAnswer() {
		Response response = ask("What does a circuit breaker do?");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().path("degraded").asBoolean()).isTrue();
		assertThat(response.body().path("answer").asString()).startsWith("Sorry");
		assertThat(response.took()).isLessThan(Duration.ofSeconds(1));
	}

	/**
	 * What /actuator/circuits says about one circuit.
	 */
	JsonNode circuit(String name) {
		return TestHttp.get(uri("/actuator/circuits")).body().path("circuits").path(name);
	}

	/**
	 * What /actuator/health says; also that of an application that is down.
	 */
	Response health() {
		return TestHttp.get(uri("/actuator/health"));
	}

	void reset(String circuit) {
		Response response = TestHttp.send("POST", uri("/actuator/circuits/" + circuit), "{\"action\": \"reset\"}");
		assertThat(response.status()).isEqualTo(200);
	}

	URI uri(String pathAndQuery) {
		return URI.create("http://localhost:" + this.port + pathAndQuery);
	}

}
