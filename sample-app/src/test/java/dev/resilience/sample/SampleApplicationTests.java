package dev.resilience.sample;

import java.time.Duration;

import dev.resilience.sample.TestHttp.Response;
import dev.resilience.sample.provider.ProviderAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole application, over real HTTP, with a provider that falls ill and recovers.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "resilience.policies.provider.circuit.open-duration=1s",
				"resilience.checks.interval=0s", "management.endpoint.circuits.access=unrestricted" })
class SampleApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ProviderAddress provider;

	private final Gateway gateway;

	SampleApplicationTests(@Autowired ProviderAddress provider, @LocalServerPort int port) {
		this.provider = provider;
		this.gateway = new Gateway(port);
	}

	@BeforeEach
	void startWithAHealthyProviderAndClosedCircuits() {
		heal();
		this.gateway.reset("embeddings");
		this.gateway.reset("generation");
	}

	@Test
	void answersFromTheDocumentThatIsNearestToTheQuestion() {
		// awaited, because on a machine that has just started the first call may take
		// longer than its limit
		await().atMost(PATIENCE).untilAsserted(() -> {
			Response response = this.gateway.ask("What does a circuit breaker do while the circuit is open?");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body().path("degraded").asBoolean()).isFalse();
			assertThat(response.body().path("answer").asString()).startsWith("While the circuit is open");
		});
	}

	@Test
	void answersDegradedWithinASecondWhenTheProviderIsDown() {
		makeIll("{\"errorRate\": 1.0, \"status\": 503}");
		this.gateway.askExpectingADegradedAnswer();
	}

	@Test
	void answersDegradedWithinASecondWhenTheProviderHangs() {
		makeIll("{\"latency\": \"5s\"}");
		this.gateway.askExpectingADegradedAnswer();
	}

	@Test
	void answersDegradedWithinASecondWhenTheProviderRefusesTheRequest() {
		makeIll("{\"errorRate\": 1.0, \"status\": 401}");
		this.gateway.askExpectingADegradedAnswer();
	}

	@Test
	void opensTheCircuitOfAnIllProviderAndClosesItByProbesOnceTheProviderIsHealed() {
		makeIll("{\"errorRate\": 1.0, \"status\": 503}");
		await().atMost(PATIENCE).untilAsserted(() -> {
			this.gateway.askExpectingADegradedAnswer();
			assertThat(this.gateway.circuit("generation").path("state").asString()).isEqualTo("OPEN");
		});
		assertThat(this.gateway.circuit("generation").path("reason").asString()).contains("consecutive failures");
		heal();
		await().atMost(PATIENCE).untilAsserted(() -> {
			Response response = this.gateway.ask("What is a retry budget?");
			assertThat(response.body().path("degraded").asBoolean()).isFalse();
			assertThat(this.gateway.circuit("generation").path("state").asString()).isEqualTo("CLOSED");
		});
	}

	@Test
	void leavesTheCircuitClosedWhenTheProviderLimitsTheRate() {
		makeIll("{\"errorRate\": 1.0, \"status\": 429, \"retryAfter\": \"1s\"}");
		for (int i = 0; i < 10; i++) {
			this.gateway.askExpectingADegradedAnswer();
		}
		assertThat(this.gateway.circuit("embeddings").path("state").asString()).isEqualTo("CLOSED");
		assertThat(this.gateway.circuit("generation").path("state").asString()).isEqualTo("CLOSED");
	}

	@Test
	void itsHealthTellsOfAnIllProviderAndStaysUp() {
		awaitProviderInHealth("/reachable", "true");
		makeIll("{\"errorRate\": 1.0, \"status\": 503}");
		assertThat(this.gateway.health().status()).isEqualTo(200);
		assertThat(this.gateway.health().body().path("status").asString()).isEqualTo("UP");
		awaitProviderInHealth("/reachable", "false");
		awaitProviderInHealth("/lastFailure/category", "SERVER_ERROR");
		makeIll("{\"latency\": \"5s\"}");
		awaitProviderInHealth("/lastFailure/category", "TIMEOUT");
		heal();
		awaitProviderInHealth("/reachable", "true");
	}

	/** On a machine that has just started a call may take longer than its limit. */
	private void awaitProviderInHealth(String detail, String value) {
		JsonPointer pointer = JsonPointer.valueOf("/components/backends/components/provider/details" + detail);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.gateway.health().body().at(pointer).asString()).isEqualTo(value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/ask", "/api/ask?question=", "/api/ask?question=%20%20" })
	void refusesAQuestionThatIsMissingOrBlank(String path) {
		Response response = TestHttp.get(this.gateway.uri(path));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.body().path("detail").asString()).contains("missing or blank", "/api/ask?question=");
	}

	private void makeIll(String faults) {
		Response response = TestHttp.send("PUT", this.provider.resolve("/faults"), faults);
		assertThat(response.status()).isEqualTo(200);
	}

	private void heal() {
		assertThat(TestHttp.send("DELETE", this.provider.resolve("/faults"), "").status()).isEqualTo(200);
	}

}
