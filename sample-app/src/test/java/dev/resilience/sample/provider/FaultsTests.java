package dev.resilience.sample.provider;

import java.time.Duration;

import dev.resilience.sample.TestHttp.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTests {

	private static final String HEALTHY = "{\"errorRate\":0.0,\"status\":503,\"latency\":\"0ms\"}";

	private static final String EMBED = "{\"model\": \"any\", \"input\": \"any\"}";

	private final RunningProvider provider = new RunningProvider();

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void isHealthyFromTheStart() {
		assertThat(this.provider.send("GET", "/faults", "").body()).hasToString(HEALTHY);
		assertThat(this.provider.send("POST", "/v1/embeddings", EMBED).status()).isEqualTo(200);
	}

	@Test
	void showsTheFaultsThatItWasGiven() {
		String faults = "{\"errorRate\":0.25,\"status\":429,\"latency\":\"250ms\",\"retryAfter\":\"2s\"}";
		assertThat(put(faults).status()).isEqualTo(200);
		assertThat(put(faults).body()).hasToString(faults);
		assertThat(this.provider.send("GET", "/faults", "").body()).hasToString(faults);
	}

	@Test
	void givesKeysThatAreLeftOutTheirHealthyValue() {
		put("{\"errorRate\": 1, \"status\": 500, \"latency\": \"1ms\", \"retryAfter\": \"2s\"}");
		assertThat(put("{}").body()).hasToString(HEALTHY);
	}

	@Test
	void failsWithTheStatusAndTheRetryAfterThatItWasGiven() {
		put("{\"errorRate\": 1.0, \"status\": 429, \"retryAfter\": \"1100ms\"}");
		Response response = this.provider.send("POST", "/v1/chat/completions", "{}");
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).contains("2");
	}

	@Test
	void answersAfterTheLatencyThatItWasGiven() {
		put("{\"latency\": \"300ms\"}");
		Response response = this.provider.send("POST", "/v1/embeddings", EMBED);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void healsWhileMoreRequestsHangThanItHasThreads() {
		put("{\"latency\": \"1m\"}");
		for (int i = 0; i < 2 * StandInProvider.THREADS; i++) {
			this.provider.sendWithoutWaiting("POST", "/v1/embeddings", EMBED);
		}
		Response response = this.provider.send("DELETE", "/faults", "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).hasToString(HEALTHY);
		assertThat(this.provider.send("POST", "/v1/embeddings", EMBED).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                         | one JSON object
			[]                         | one JSON object
			null                       | one JSON object
			{                          | not JSON
			{} {}                      | not JSON
			{"status":500,"status":501} | key twice
			{"errorrate": 1}           | 'errorrate' is not a fault; allowed are errorRate
			{"errorRate": "1"}         | errorRate is "1"; allowed is a number from 0
			{"errorRate": 1.1}         | errorRate is 1.1
			{"errorRate": -0.1}        | errorRate is -0.1
			{"status": "503"}          | status is "503"; allowed is a whole number from 400 to 599
			{"status": 503.5}          | status is 503.5
			{"status": 399}            | status is 399
			{"status": 600}            | status is 600
			{"status": 99999999999}    | status is 99999999999
			{"latency": 250}           | latency is 250; allowed is a string such as "250ms"
			{"latency": "soon"}        | latency is "soon"
			{"latency": "-1s"}         | latency is "-1s"
			{"latency": "11m"}         | latency is "11m"
			{"retryAfter": null}       | retryAfter is null; allowed is a string
			{"retryAfter": "-2s"}      | retryAfter is "-2s"
			{"retryAfter": "2h"}       | retryAfter is "2h"
			""")
	void refusesNonsenseAndSaysWhatIsAllowed(String body, String message) {
		put("{\"status\": 500}");
		Response response = put(body);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body().path("error").asString()).contains(message);
		assertThat(this.provider.send("GET", "/faults", "").body().path("status").asInt()).isEqualTo(500);
	}

	@Test
	void refusesOtherMethods() {
		Response response = this.provider.send("POST", "/faults", "{}");
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("GET, PUT, DELETE");
	}

	private Response put(String body) {
		return this.provider.send("PUT", "/faults", body);
	}

}
