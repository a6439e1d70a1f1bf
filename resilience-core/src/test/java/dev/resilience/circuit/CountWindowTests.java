package dev.resilience.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class CountWindowTests {

	private static final int THREADS = 4;

	private static final Thresholds OFF = new Thresholds(
			CircuitSpec.builder().failureRateThreshold(0).minimumCalls(1).build());

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 65_535 })
	void ofFailuresAloneItHoldsExactlyItsSize(int size) throws Exception {
		CountWindow window = new CountWindow(size);
		together(window, 100_000, (random) -> 3);
		assertThat(window.counts()).isEqualTo(new WindowCounts(size, size, size));
	}

	/**
	 * If the sums had drifted from the ring, a full lap of successes would not empty it.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 1_000 })
	void afterAStormALapOfSuccessesEmptiesItStepByStep(int size) throws Exception {
		CountWindow window = new CountWindow(size);
		for (int round = 0; round < 20; round++) {
			together(window, 20_000, (random) -> random.nextInt(4));
			WindowCounts before = window.counts();
			assertThat(before.calls()).isEqualTo(size);
			assertThat(before.failures()).isBetween(0L, (long) size);
			assertThat(before.slowCalls()).isBetween(0L, (long) size);
			for (int i = 0; i < size; i++) {
				window.record(false, false, OFF);
				WindowCounts after = window.counts();
				assertThat(before.failures() - after.failures()).isIn(0L, 1L);
				assertThat(before.slowCalls() - after.slowCalls()).isIn(0L, 1L);
				before = after;
			}
			assertThat(before).isEqualTo(new WindowCounts(size, 0, 0));
		}
	}

	@Test
	void holdsAllVotesOfManyThreadsWhileItIsNotFull() throws Exception {
		for (int round = 0; round < 200; round++) {
			CountWindow window = new CountWindow(65_535);
			together(window, 100, (random) -> 1);
			assertThat(window.counts()).isEqualTo(new WindowCounts(THREADS * 100, THREADS * 100, 0));
		}
	}

	@Test
	void neverJudgesByAWindowThatNeverWas() throws Exception {
		Thresholds aboveAQuarter = new Thresholds(
				CircuitSpec.builder().failureRateThreshold(26).minimumCalls(1).build());
		for (int round = 0; round < 500; round++) {
			CountWindow window = new CountWindow(10_000);
			assertThat(tripsOfAQuarter(window, aboveAQuarter)).as("round %d", round).isZero();
		}
	}

	/**
	 * Three successes, then a failure, by each thread: never more than a quarter fails.
	 */
	static int tripsOfAQuarter(VoteWindow window, Thresholds thresholds) throws Exception {
		int trips = 0;
		for (int seen : inThreads((seed) -> {
			int tripped = 0;
			for (int i = 1; i <= 40; i++) {
				tripped += (window.record(i % 4 == 0, false, thresholds) != null) ? 1 : 0;
			}
			return tripped;
		})) {
			trips += seen;
		}
		return trips;
	}

	private static void together(CountWindow window, int votes, Votes kind) throws Exception {
		inThreads((seed) -> {
			Random random = new Random(seed);
			for (int i = 0; i < votes; i++) {
				int vote = kind.next(random);
				window.record((vote & 1) != 0, (vote & 2) != 0, OFF);
			}
			return 0;
		});
	}

	private static List<Integer> inThreads(Voter voter) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Integer>> voters = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int seed = i;
				voters.add(threads.submit(() -> {
					start.await();
					return voter.vote(seed);
				}));
			}
			start.countDown();
			List<Integer> results = new ArrayList<>();
			for (Future<Integer> result : voters) {
				results.add(result.get());
			}
			return results;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private interface Votes {

		int next(Random random);

	}

	private interface Voter {

		int vote(int seed);

	}

}
