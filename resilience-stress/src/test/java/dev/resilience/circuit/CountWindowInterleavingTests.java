package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.resilience.Interleavings;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Votes are taken in one after the other, and each is told what the window holds with it:
 * exactly the latest, as a queue under a lock would. Nobody waits for anybody. From an
 * empty window and from one that is full of successes, on the way to illness and back.
 */
public class CountWindowInterleavingTests {

	/** Tells the counts of any window that holds a failure or a slow call. */
	private static final Thresholds ANY = new Thresholds(CircuitSpec.builder()
		.failureRateThreshold(1)
		.slowCallDuration(Duration.ofSeconds(1))
		.slowCallRateThreshold(1)
		.minimumCalls(1)
		.build());

	@Test
	void countsLikeAQueueOfOne() {
		check(1, HealthyOne.class, HealthyQueueOfOne.class, 2);
	}

	@Test
	void countsLikeAQueueOfTwo() {
		check(2, HealthyTwo.class, HealthyQueueOfTwo.class, 2);
	}

	@Test
	void countsLikeAQueueOfThree() {
		check(3, HealthyThree.class, HealthyQueueOfThree.class, 2);
	}

	@Test
	void countsLikeAQueueOfFourThatIsEmptyAtFirst() {
		check(4, EmptyFour.class, EmptyQueueOfFour.class, 2);
	}

	@Test
	void countsLikeAQueueOfOneForThreeThreads() {
		check(1, HealthyOne.class, HealthyQueueOfOne.class, 3);
	}

	@Test
	void countsLikeAQueueOfTwoForThreeThreads() {
		check(2, HealthyTwo.class, HealthyQueueOfTwo.class, 3);
	}

	private static void check(int size, Class<? extends Votes> votes, Class<? extends Queue> queue, int threads) {
		Interleavings.options()
			.threads(threads)
			.actorsBefore((threads == 2) ? 3 : 0)
			.actorsPerThread((threads == 2) ? 3 : 2)
			.actorsAfter(size)
			.sequentialSpecification(queue)
			.checkObstructionFreedom(true)
			.check(votes);
	}

	/** What is done to a window. */
	public abstract static class Votes {

		private final CountWindow window;

		Votes(int size, int successes) {
			this.window = new CountWindow(size);
			for (int i = 0; i < successes; i++) {
				this.window.record(false, false, ANY);
			}
		}

		@Operation
		public String record(@Param(gen = BooleanGen.class) boolean failure,
				@Param(gen = BooleanGen.class) boolean slow) {
			return String.valueOf(this.window.record(failure, slow, ANY));
		}

		@Operation
		public String succeed() {
			return String.valueOf(this.window.record(false, false, ANY));
		}

		@Operation
		public String counts() {
			return String.valueOf(this.window.counts());
		}

	}

	/** What the window is to be like. */
	public abstract static class Queue {

		private final Deque<boolean[]> votes = new ArrayDeque<>();

		private final int size;

		Queue(int size, int successes) {
			this.size = size;
			for (int i = 0; i < successes; i++) {
				record(false, false);
			}
		}

		public final String record(boolean failure, boolean slow) {
			if (this.votes.size() == this.size) {
				this.votes.remove();
			}
			this.votes.add(new boolean[] { failure, slow });
			WindowCounts now = now();
			return String.valueOf(ANY.judge(now.calls(), now.failures(), now.slowCalls()));
		}

		public final String succeed() {
			return record(false, false);
		}

		public final String counts() {
			return String.valueOf(now());
		}

		private WindowCounts now() {
			return new WindowCounts(this.votes.size(), count(0), count(1));
		}

		private long count(int kind) {
			return this.votes.stream().filter((vote) -> vote[kind]).count();
		}

	}

	public static final class HealthyOne extends Votes {

		public HealthyOne() {
			super(1, 1);
		}

	}

	public static final class HealthyQueueOfOne extends Queue {

		public HealthyQueueOfOne() {
			super(1, 1);
		}

	}

	public static final class HealthyTwo extends Votes {

		public HealthyTwo() {
			super(2, 2);
		}

	}

	public static final class HealthyQueueOfTwo extends Queue {

		public HealthyQueueOfTwo() {
			super(2, 2);
		}

	}

	public static final class HealthyThree extends Votes {

		public HealthyThree() {
			super(3, 3);
		}

	}

	public static final class HealthyQueueOfThree extends Queue {

		public HealthyQueueOfThree() {
			super(3, 3);
		}

	}

	public static final class EmptyFour extends Votes {

		public EmptyFour() {
			super(4, 0);
		}

	}

	public static final class EmptyQueueOfFour extends Queue {

		public EmptyQueueOfFour() {
			super(4, 0);
		}

	}

}
