package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import dev.resilience.CircuitState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Long random histories, against a model that keeps its votes in a plain list. */
class CountWindowHistoryTests {

	private static final int CALLS = 20_000;

	private static final Duration SLOW = Duration.ofMillis(13);

	/** Not a sum of the durations that occur, so that rounding has no say. */
	private static final Duration SPAN = Duration.ofMillis(100).plusNanos(500_000);

	@ParameterizedTest
	@CsvSource({ "1, 1, 0, 100, 100, 1", "1, 1, 3, 0, 0, 2", "2, 1, 0, 100, 50, 3", "2, 2, 4, 60, 100, 4",
			"3, 2, 0, 66.7, 66.6, 5", "3, 3, 5, 100, 0, 6", "7, 5, 5, 60, 80, 7", "7, 7, 0, 14.3, 0, 8",
			"100, 20, 5, 50, 60, 9", "100, 100, 8, 45, 45, 10", "100, 1, 0, 0, 100, 11" })
	void agreesWithAPlainListAtEachStep(int size, int minimumCalls, int row, double failureRate, double slowRate,
			long seed) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.windowSize(size)
			.minimumCalls(minimumCalls)
			.failureThreshold(row)
			.failureThresholdSpan(SPAN)
			.failureRateThreshold(failureRate)
			.slowCallDuration(SLOW)
			.slowCallRateThreshold(slowRate));
		Model model = new Model(size, minimumCalls, row, failureRate, slowRate);
		Random random = new Random(seed);
		double share = 0.5;
		for (int call = 0; call < CALLS; call++) {
			if (call % 500 == 0) {
				share = random.nextDouble();
			}
			boolean failure = random.nextDouble() < share;
			boolean slow = random.nextDouble() < share / 2;
			Duration duration = slow ? SLOW : Duration.ofMillis(random.nextInt(10));
			if (failure) {
				backend.failAfter(duration);
			}
			else {
				backend.succeedAfter(duration);
			}
			boolean open = model.vote(failure, slow, backend.time.nanos());
			CircuitSnapshot snapshot = backend.snapshot();
			assertThat(snapshot.state()).as("seed %d, call %d", seed, call)
				.isEqualTo(open ? CircuitState.OPEN : CircuitState.CLOSED);
			assertThat(snapshot.window()).as("seed %d, call %d", seed, call).isEqualTo(model.counts());
			assertThat(snapshot.consecutiveFailures()).as("seed %d, call %d", seed, call).isEqualTo(model.length);
			if (open) {
				backend.circuit.reset();
				model = new Model(size, minimumCalls, row, failureRate, slowRate);
			}
		}
		assertThat(backend.snapshot().totals().succeeded() + backend.snapshot().totals().failed()).isEqualTo(CALLS);
	}

	private static final class Model {

		private final Deque<Vote> votes = new ArrayDeque<>();

		private final int size;

		private final int minimumCalls;

		private final int row;

		private final double failureRate;

		private final double slowRate;

		private int length;

		private long rowStart;

		Model(int size, int minimumCalls, int row, double failureRate, double slowRate) {
			this.size = size;
			this.minimumCalls = minimumCalls;
			this.row = row;
			this.failureRate = failureRate;
			this.slowRate = slowRate;
		}

		/** Whether the circuit should open. */
		boolean vote(boolean failure, boolean slow, long now) {
			this.votes.add(new Vote(failure, slow));
			if (this.votes.size() > this.size) {
				this.votes.remove();
			}
			if (failure && this.length == 0) {
				this.rowStart = now;
			}
			this.length = failure ? this.length + 1 : 0;
			CircuitSnapshot.WindowCounts counts = counts();
			boolean busy = counts.calls() >= this.minimumCalls;
			boolean rowTooLong = failure && this.row > 0 && this.length >= this.row
					&& (!busy || now - this.rowStart >= SPAN.toNanos());
			boolean tooManyFailures = busy && this.failureRate > 0
					&& 100.0 * counts.failures() / counts.calls() >= this.failureRate;
			boolean tooManySlow = busy && this.slowRate > 0
					&& 100.0 * counts.slowCalls() / counts.calls() >= this.slowRate;
			return rowTooLong || tooManyFailures || tooManySlow;
		}

		CircuitSnapshot.WindowCounts counts() {
			return new CircuitSnapshot.WindowCounts(this.votes.size(),
					this.votes.stream().filter(Vote::failure).count(), this.votes.stream().filter(Vote::slow).count());
		}

	}

	private record Vote(boolean failure, boolean slow) {
	}

}
