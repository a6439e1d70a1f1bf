package dev.resilience.test;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.Circuits;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.match.MockRestRequestMatchers;
import org.springframework.test.web.client.response.MockRestResponseCreators;
import org.springframework.web.client.RestClient;

import static dev.resilience.test.ResilienceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A slice has no auto-configuration but its own; the kit brings what it needs along. */
@RestClientTest(SliceTests.StockClient.class)
@ResilienceTest
@Import(SliceTests.StockClient.class)
class SliceTests {

	@Autowired
	private StockClient stock;

	@Autowired
	private MockRestServiceServer server;

	@Autowired
	private Faults faults;

	@Autowired
	private RecordedAttempts attempts;

	@Autowired
	private Circuits circuits;

	@Test
	void triesAgainInASlice() {
		this.server.expect(MockRestRequestMatchers.requestTo("/stock/7"))
			.andRespond(MockRestResponseCreators.withException(new IOException("reset")));
		this.server.expect(MockRestRequestMatchers.requestTo("/stock/7"))
			.andRespond(MockRestResponseCreators.withSuccess().body("12"));
		this.faults.on("payments").fail(1, HttpFault.status(503));
		assertThat(this.stock.of(7)).isEqualTo("12");
		assertThat(this.attempts.of("payments")).hasSize(3);
		assertThat(this.circuits.get("payments")).isClosed();
		this.server.verify();
	}

	@SpringBootConfiguration
	static class Application {

	}

	static class StockClient {

		private final RestClient client;

		private final AtomicInteger calls = new AtomicInteger();

		StockClient(RestClient.Builder builder) {
			this.client = builder.build();
		}

		@Resilient("payments")
		String of(int id) {
			this.calls.incrementAndGet();
			return this.client.get().uri("/stock/{id}", id).retrieve().body(String.class);
		}

	}

}
