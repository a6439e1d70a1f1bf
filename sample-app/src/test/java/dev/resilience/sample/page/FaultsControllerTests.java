package dev.resilience.sample.page;

import java.net.URI;

import dev.resilience.sample.TestHttp;
import dev.resilience.sample.TestHttp.Response;
import dev.resilience.sample.provider.ProviderAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dials as the page reaches them, and the provider behind them.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.provider.port=0")
class FaultsControllerTests {

	private final URI dials;

	private final URI provider;

	FaultsControllerTests(@Autowired ProviderAddress provider, @LocalServerPort int port) {
		this.dials = URI.create("http://localhost:" + port + "/api/faults");
		this.provider = provider.resolve("/faults");
	}

	@BeforeEach
	void heal() {
		TestHttp.send("DELETE", this.provider, "");
	}

	@Test
	void makesTheProviderIll() {
		Response response = TestHttp.send("PUT", this.dials, "{\"errorRate\": 0.3, \"latency\": \"2s\"}");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().path("errorRate").asDouble()).isEqualTo(0.3);
		assertThat(response.body()).isEqualTo(TestHttp.get(this.provider).body());
	}

	@Test
	void showsWhatSomebodyElseHasSet() {
		TestHttp.send("PUT", this.provider, "{\"errorRate\": 1.0, \"status\": 429, \"retryAfter\": \"2s\"}");
		Response response = TestHttp.get(this.dials);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(TestHttp.get(this.provider).body());
		assertThat(response.body().path("status").asInt()).isEqualTo(429);
	}

	@Test
	void healsTheProvider() {
		TestHttp.send("PUT", this.provider, "{\"errorRate\": 1.0}");
		Response response = TestHttp.send("DELETE", this.dials, "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(TestHttp.get(this.provider).body().path("errorRate").asDouble()).isZero();
	}

	@Test
	void passesOnWhatTheProviderRefusesAndWhy() {
		Response response = TestHttp.send("PUT", this.dials, "{\"errorRate\": 7}");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body().path("error").asString())
			.isEqualTo("errorRate is 7; allowed is a number from 0 (none fails) to 1 (all fail)");
	}

}
