package dev.resilience.spring.actuate;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.spring.actuate.CircuitDescriptor.WindowDescriptor;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read while the circuit goes from state to state is of one moment. */
class ReadsUnderLoadTests {

	private static final int CALLERS = 2;

	private static final int READS = 150_000;

	@Test
	void everyAnswerIsWholeWhileCallsAreMadeAndTheStateChanges(@TempDir Path directory) throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		CountDownLatch done = new CountDownLatch(CALLERS);
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try (WebApplication application = new WebApplication(directory, """
				management.endpoints.web.exposure.include: circuits
				resilience.policies.payments.circuit:
				  failure-threshold: 3
				  failure-threshold-span: 0s
				  window: {size: 10, minimum-calls: 4}
				  open-duration: 300us
				  half-open: {permitted-calls: 1, success-threshold: 3}
				""", Client.class)) {
			Client client = application.context().getBean(Client.class);
			for (int i = 0; i < CALLERS; i++) {
				callers.execute(() -> {
					while (!over.get()) {
						call(client);
					}
					done.countDown();
				});
			}
			CircuitsEndpoint endpoint = application.context().getBean(CircuitsEndpoint.class);
			Map<CircuitState, Integer> seen = new EnumMap<>(CircuitState.class);
			for (int reads = 0; reads < READS; reads++) {
				seen.merge(check(endpoint.circuits().circuits().get("payments")), 1, Integer::sum);
			}
			assertThat(seen).containsOnlyKeys(CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN);
			JsonNode answer = application.get("/actuator/circuits/payments").json();
			assertThat(answer.get("events")).hasSize(100);
		}
		finally {
			over.set(true);
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			callers.shutdownNow();
		}
	}

	private static CircuitState check(CircuitDescriptor circuit) {
		boolean open = circuit.state() == CircuitState.OPEN;
		WindowDescriptor window = circuit.window();
		boolean rated = window.calls() >= 4;
		// no assertion for each of so many reads
		boolean whole = (circuit.nextProbeAt() != null) == open
				&& (!open || !circuit.nextProbeAt().isBefore(circuit.since()))
				&& (circuit.state() == CircuitState.CLOSED
						|| (circuit.reason() != null && circuit.lastFailure() != null))
				&& window.calls() <= 10 && window.failures() <= window.calls()
				&& (circuit.failureRate() != null) == rated
				&& (!rated || Math.abs(circuit.failureRate() - 100.0 * window.failures() / window.calls()) < 0.06)
				&& circuit.totals().succeeded() + circuit.totals().failed() >= window.calls();
		assertThat(whole ? null : circuit).isNull();
		return circuit.state();
	}

	private static void call(Client client) {
		try {
			client.charge();
		}
		catch (Exception ex) {
			Thread.onSpinWait();
		}
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() throws ConnectException {
			if (ThreadLocalRandom.current().nextInt(4) == 0) {
				throw new ConnectException();
			}
		}

	}

}
