package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.resilience.CallContext;
import dev.resilience.CircuitState;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.PolicyKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds in whatever order a call meets the kinds. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncOrderTests {

	private final ManualBackend backend = new ManualBackend();

	private AsyncFixture fixture;

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static Stream<List<PolicyKind>> orders() {
		return permutations(List.of(PolicyKind.values())).stream();
	}

	@ParameterizedTest
	@MethodSource("orders")
	void givesThePermitOfAProbeBackThatTimesOut(List<PolicyKind> order) {
		probing(order);
		CompletableFuture<String> probe = this.fixture.call(this.backend);
		CompletableFuture<String> source = this.backend.attempt(1);

		this.fixture.turnUntil(probe::isDone);

		assertThat(source).isCancelled();
		anotherProbeIsLetIn();
	}

	@ParameterizedTest
	@MethodSource("orders")
	void givesThePermitOfAProbeBackThatTheCallerCancels(List<PolicyKind> order) {
		probing(order);
		CompletableFuture<String> probe = this.fixture.call(this.backend);

		probe.cancel(true);

		assertThat(this.backend.attempt(1)).isCancelled();
		assertThat(this.fixture.totals().ignored()).isOne();
		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		anotherProbeIsLetIn();
	}

	@ParameterizedTest
	@MethodSource("orders")
	void givesThePermitOfAProbeBackThatFails(List<PolicyKind> order) throws Exception {
		probing(order);
		CompletableFuture<String> probe = this.fixture.call(() -> {
			throw new OutOfMemoryError();
		});

		assertThat(AsyncFixture.failure(probe)).isInstanceOf(OutOfMemoryError.class);

		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		anotherProbeIsLetIn();
	}

	@ParameterizedTest
	@MethodSource("orders")
	void tellsTheFallbackTheNumberOfTheAttemptBefore(List<PolicyKind> order) throws Exception {
		List<Integer> attempts = new ArrayList<>();
		List<Integer> answered = new ArrayList<>();
		this.fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(2))
			.timeLimit(AsyncFixture.seconds(10))
			.fallback(FallbackSpec.of((type) -> {
				answered.add(CallContext.current().attempt());
				return "instead";
			})), (engine) -> engine.order(order));

		CompletableFuture<Object> future = this.fixture.call(() -> {
			attempts.add(CallContext.current().attempt());
			return CompletableFuture.failedFuture(new IOException());
		});

		assertThat(future.get()).isEqualTo("instead");
		assertThat(answered).containsExactly(attempts.get(attempts.size() - 1));
	}

	@ParameterizedTest
	@MethodSource("orders")
	void countsEveryEndOnce(List<PolicyKind> order) throws Exception {
		this.fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.atOnce(3))
					.timeLimit(AsyncFixture.seconds(10))
					.circuit(CircuitSpec.builder().failureThreshold(0).failureRateThreshold(0).build()),
				(engine) -> engine.order(order));
		for (int i = 0; i < 5; i++) {
			assertThat(AsyncFixture.failure(this.fixture.call(() -> CompletableFuture.failedFuture(new IOException()))))
				.isInstanceOf(IOException.class);
		}

		boolean circuitSeesAttempts = order.indexOf(PolicyKind.CIRCUIT) > order.indexOf(PolicyKind.RETRY);
		boolean limitSeesAttempts = order.indexOf(PolicyKind.TIME_LIMIT) > order.indexOf(PolicyKind.RETRY);
		assertThat(this.fixture.totals().failed()).isEqualTo(circuitSeesAttempts ? 15 : 5);
		assertThat(this.fixture.attemptsOfTimeLimit()).isEqualTo(limitSeesAttempts ? 15 : 5);
		assertThat(this.fixture.callsOfRetry()).isEqualTo(5);
		assertThat(this.fixture.policy().retry().retries()).isEqualTo(10);
	}

	/**
	 * One place for a probe, in a circuit that has just become half-open; the fallback
	 * does not hide from it what it opens for.
	 */
	private void probing(List<PolicyKind> order) {
		this.fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(1))
			.timeLimit(AsyncFixture.seconds(10))
			.circuit(CircuitSpec.builder()
				.failureThreshold(1)
				.openDuration(Duration.ofSeconds(5))
				.permittedCalls(1)
				.successThreshold(100)
				.build())
			.fallback(new FallbackSpec(FailureTypes.of(TimeLimitExceededException.class), FailureTypes.NONE,
					(type) -> "instead")),
				(engine) -> engine.order(order));
		this.fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		this.fixture.time.advance(Duration.ofSeconds(5));
		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	private void anotherProbeIsLetIn() {
		this.fixture.turnUntil(() -> this.fixture.circuit().state() != CircuitState.OPEN);
		int before = this.backend.calls();
		CompletableFuture<String> next = this.fixture.call(this.backend);
		assertThat(this.backend.calls()).isEqualTo(before + 1);
		next.cancel(true);
	}

	private static List<List<PolicyKind>> permutations(List<PolicyKind> kinds) {
		if (kinds.isEmpty()) {
			return List.of(List.of());
		}
		List<List<PolicyKind>> all = new ArrayList<>();
		for (PolicyKind first : kinds) {
			List<PolicyKind> others = new ArrayList<>(kinds);
			others.remove(first);
			for (List<PolicyKind> rest : permutations(others)) {
				List<PolicyKind> order = new ArrayList<>(rest);
				order.add(0, first);
				all.add(order);
			}
		}
		return all;
	}

}
