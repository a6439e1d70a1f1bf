package dev.resilience.circuit;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Votes of one thread against a plain queue, through health, illness and health again.
 */
class CountWindowModelTests {

	private static final int POSITION_SHIFT = 35;

	private static final long FULL = 1L << 32;

	/** Tells the counts of any window that holds a failure or a slow call. */
	private static final Thresholds ANY = new Thresholds(CircuitSpec.builder()
		.failureRateThreshold(0.001)
		.slowCallDuration(Duration.ofSeconds(1))
		.slowCallRateThreshold(0.001)
		.minimumCalls(1)
		.build());

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8, 9, 100, 128, 1_000, 65_535 })
	void agreesWithAPlainQueueAfterEachVote(int size) {
		agree(new CountWindow(size), new Queue(size), size, Math.max(50_000, 4 * size));
	}

	/** In 2^29 votes the position overflows, from wherever it is in the ring. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8, 100, 65_535 })
	void agreesWhereThePositionOverflows(int size) throws Exception {
		for (int left = 1; left <= 20; left++) {
			CountWindow window = new CountWindow(size);
			word(window).set((((1L << 29) - left) << POSITION_SHIFT) | FULL);
			Queue queue = new Queue(size);
			for (int i = 0; i < size; i++) {
				queue.record(false, false);
			}
			agree(window, queue, left, 2_000);
			assertThat(word(window).get() >>> POSITION_SHIFT).isLessThan(2_000);
		}
	}

	@Test
	void aSuccessWritesNothingIfTheWindowIsFullOfThem() throws Exception {
		CountWindow window = new CountWindow(3);
		for (int i = 0; i < 3; i++) {
			window.record(false, false, ANY);
		}
		long before = word(window).get();
		window.record(false, false, ANY);
		assertThat(word(window).get()).isEqualTo(before);
		window.record(true, false, ANY);
		for (int i = 0; i < 3; i++) {
			long ill = word(window).get();
			window.record(false, false, ANY);
			assertThat(word(window).get()).isNotEqualTo(ill);
		}
		long healthy = word(window).get();
		window.record(false, false, ANY);
		assertThat(word(window).get()).isEqualTo(healthy);
	}

	private static void agree(CountWindow window, Queue queue, long seed, int votes) {
		Random random = new Random(seed);
		double share = 0.5;
		for (int vote = 0; vote < votes; vote++) {
			if (random.nextInt(20 + queue.size) == 0) {
				// every other stretch is long enough to become healthy again
				share = random.nextBoolean() ? 0 : random.nextDouble();
			}
			boolean failure = random.nextDouble() < share;
			boolean slow = random.nextDouble() < share / 2;
			queue.record(failure, slow);
			WindowCounts counts = queue.counts();
			assertThat(window.record(failure, slow, ANY)).as("seed %d, vote %d", seed, vote)
				.isEqualTo(ANY.judge(counts.calls(), counts.failures(), counts.slowCalls()));
			assertThat(window.counts()).as("seed %d, vote %d", seed, vote).isEqualTo(counts);
		}
	}

	private static AtomicLong word(CountWindow window) throws ReflectiveOperationException {
		Field word = CountWindow.class.getDeclaredField("word");
		word.setAccessible(true);
		return (AtomicLong) word.get(window);
	}

	private static final class Queue {

		private final Deque<int[]> votes = new ArrayDeque<>();

		private final int size;

		private int failures;

		private int slowCalls;

		Queue(int size) {
			this.size = size;
		}

		void record(boolean failure, boolean slow) {
			count(1, failure ? 1 : 0, slow ? 1 : 0);
			this.votes.add(new int[] { failure ? 1 : 0, slow ? 1 : 0 });
			if (this.votes.size() > this.size) {
				int[] oldest = this.votes.remove();
				count(-1, oldest[0], oldest[1]);
			}
		}

		WindowCounts counts() {
			return new WindowCounts(this.votes.size(), this.failures, this.slowCalls);
		}

		private void count(int sign, int failures, int slowCalls) {
			this.failures += sign * failures;
			this.slowCalls += sign * slowCalls;
		}

	}

}
