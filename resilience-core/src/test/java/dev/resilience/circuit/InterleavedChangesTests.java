package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.CircuitState;
import dev.resilience.time.InterleavedTime;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two things happen to a circuit at once: the one in the middle of the other, at each
 * place where that reads the clock. What comes of it must be what comes of the two one
 * after the other.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterleavedChangesTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	private static final Duration LEASE = Duration.ofSeconds(30);

	/** How a circuit is found; two calls are under way. */
	enum Situation {

		CLOSED, OPEN_DURATION_OVER, TWO_PROBES, TWO_PROBES_AND_A_FREE_PERMIT, LEASES_OVER

	}

	/** What happens to it. */
	enum Happening {

		FIRST_SUCCEEDS, FIRST_FAILS, SECOND_SUCCEEDS, SECOND_FAILS, ONE_CALLS, ANOTHER_CALLS, LOOK, FORCE_OPEN, CLOSE,
		DISABLE, RESET

	}

	@ParameterizedTest
	@EnumSource(Situation.class)
	void comeToTheSameAsOneAfterTheOther(Situation situation) {
		int interleaved = 0;
		for (Happening outer : Happening.values()) {
			for (Happening inner : Happening.values()) {
				if (inner != outer) {
					interleaved += compare(situation, outer, inner);
				}
			}
		}
		assertThat(interleaved).isGreaterThan(100);
	}

	private static int compare(Situation situation, Happening outer, Happening inner) {
		List<String> inARow = List.of(new Backend(situation).inARow(outer, inner),
				new Backend(situation).inARow(inner, outer));
		for (int reading = 1;; reading++) {
			String outcome = new Backend(situation).interleaved(outer, inner, reading);
			if (outcome == null) {
				return reading - 1;
			}
			assertThat(inARow).as("%s within %s, at reading %d", inner, outer, reading).contains(outcome);
		}
	}

	/** A circuit in a situation. */
	private static final class Backend {

		private final InterleavedTime time = new InterleavedTime();

		private final CircuitFixture fixture;

		private final List<CompletableFuture<String>> calls = new ArrayList<>();

		Backend(Situation situation) {
			this.fixture = CircuitFixture.with(this.time.manual, this.time,
					(spec) -> spec.failureThreshold(2)
						.failureThresholdSpan(Duration.ZERO)
						.windowSize(10)
						.openDuration(OPEN)
						.permittedCalls((situation == Situation.TWO_PROBES) ? 2 : 3)
						.successThreshold(2)
						.maxDuration(LEASE));
			if (situation == Situation.CLOSED || situation == Situation.OPEN_DURATION_OVER) {
				twoCall();
			}
			this.fixture.fail((situation == Situation.CLOSED) ? 1 : 2);
			if (situation != Situation.CLOSED) {
				this.fixture.advance(OPEN);
			}
			if (this.calls.isEmpty()) {
				twoCall();
			}
			if (situation == Situation.LEASES_OVER) {
				this.fixture.advance(LEASE);
			}
		}

		private void twoCall() {
			happen(Happening.ONE_CALLS);
			happen(Happening.ANOTHER_CALLS);
		}

		String inARow(Happening one, Happening other) {
			happen(one);
			happen(other);
			return outcome();
		}

		/** Null if the outer does not read the clock so often. */
		String interleaved(Happening outer, Happening inner, int reading) {
			this.time.atReading(reading, () -> CompletableFuture.runAsync(() -> happen(inner)).join());
			happen(outer);
			return this.time.forget() ? null : outcome();
		}

		private void happen(Happening what) {
			switch (what) {
				case FIRST_SUCCEEDS -> this.calls.get(0).complete("done");
				case FIRST_FAILS -> this.calls.get(0).completeExceptionally(new BackendFailure());
				case SECOND_SUCCEEDS -> this.calls.get(1).complete("done");
				case SECOND_FAILS -> this.calls.get(1).completeExceptionally(new BackendFailure());
				case ONE_CALLS, ANOTHER_CALLS -> call();
				case LOOK -> this.fixture.circuit.state();
				case FORCE_OPEN -> this.fixture.circuit.forceOpen();
				case CLOSE -> this.fixture.circuit.close();
				case DISABLE -> this.fixture.circuit.disable();
				case RESET -> this.fixture.circuit.reset();
			}
		}

		private void call() {
			this.fixture.calls.<String>callAsync(() -> {
				CompletableFuture<String> backend = new CompletableFuture<>();
				this.calls.add(backend);
				return backend;
			});
		}

		/**
		 * What is to be seen now, and when all that is left has been tried. What the
		 * window held when the circuit opened may be a vote more: it was cast, and came
		 * too late.
		 */
		private String outcome() {
			CircuitSnapshot now = this.fixture.snapshot();
			List<String> changes = this.fixture.changes()
				.stream()
				.map((change) -> change.from() + " to " + change.to())
				.sorted()
				.toList();
			int inside = this.calls.size();
			int probes = 0;
			while (this.fixture.state() == CircuitState.HALF_OPEN && this.calls.size() == inside + probes) {
				call();
				probes++;
			}
			String votes = (now.state() == CircuitState.CLOSED) ? now.window() + ", row of " + now.consecutiveFailures()
					: "";
			return now.state() + ", " + votes + ", " + now.totals() + ", " + changes + ", " + inside + " let in, "
					+ probes + " permits left";
		}

	}

}
