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
 * exactly the latest, as a queue under a lock would. Nobody waits for anybody.
 */
public class CountWindowInterleavingTests {

	private static final int SIZE = 2;

	/** Tells the counts of any window that holds a failure or a slow call. */
	private static final Thresholds ANY = new Thresholds(CircuitSpec.builder()
		.failureRateThreshold(1)
		.slowCallDuration(Duration.ofSeconds(1))
		.slowCallRateThreshold(1)
		.minimumCalls(1)
		.build());

	private final CountWindow window = new CountWindow(SIZE);

	@Operation
	public String record(@Param(gen = BooleanGen.class) boolean failure, @Param(gen = BooleanGen.class) boolean slow) {
		return String.valueOf(this.window.record(failure, slow, ANY));
	}

	@Operation
	public String counts() {
		return String.valueOf(this.window.counts());
	}

	@Test
	void countsLikeAQueue() {
		Interleavings.options()
			.actorsAfter(SIZE)
			.sequentialSpecification(Queue.class)
			.checkObstructionFreedom(true)
			.check(CountWindowInterleavingTests.class);
	}

	/** What the window is to be like. */
	public static final class Queue {

		private final Deque<boolean[]> votes = new ArrayDeque<>();

		public String record(boolean failure, boolean slow) {
			if (this.votes.size() == SIZE) {
				this.votes.remove();
			}
			this.votes.add(new boolean[] { failure, slow });
			WindowCounts now = now();
			return String.valueOf(ANY.judge(now.calls(), now.failures(), now.slowCalls()));
		}

		public String counts() {
			return String.valueOf(now());
		}

		private WindowCounts now() {
			return new WindowCounts(this.votes.size(), count(0), count(1));
		}

		private long count(int kind) {
			return this.votes.stream().filter((vote) -> vote[kind]).count();
		}

	}

}
