package dev.resilience.benchmarks.manycalls;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What it takes to begin, to end and to cancel a call while others wait: some of them,
 * taken by chance, are ended and made anew, again and again. The median of the rounds is
 * told, in nanoseconds a call.
 * <p>
 * No call is taken twice before garbage has been collected. So those that end have become
 * old, whether there are few or many; for virtual threads that makes a difference.
 */
final class Rounds {

	/** Calls of one step of a round; one reading of the clock is nothing beside them. */
	private static final int CALLS = 100;

	private final SplittableRandom random = new SplittableRandom(4711);

	private final WaitingCalls calls;

	/** None that is left to its limit in the end. */
	private final int[] numbers;

	private final Runnable collection;

	private int next;

	/**
	 * Makes rounds.
	 * @param calls of which some are taken
	 * @param waiting how many there are
	 * @param collection how garbage is collected before a call is taken again
	 */
	Rounds(WaitingCalls calls, int waiting, Runnable collection) {
		this.calls = calls;
		this.collection = collection;
		this.numbers = IntStream.range(0, waiting).filter((number) -> number % WaitingCalls.ONE_IN != 0).toArray();
		shuffle();
	}

	Costs measure(int rounds) {
		double[] begin = new double[rounds];
		double[] end = new double[rounds];
		double[] cancel = new double[rounds];
		for (int i = 0; i < rounds; i++) {
			if (this.calls.canEnd()) {
				int[] some = some();
				end[i] = time(() -> this.calls.end(some));
				this.calls.begin(some);
			}
			int[] others = some();
			cancel[i] = time(() -> this.calls.cancel(others));
			begin[i] = time(() -> this.calls.begin(others));
		}
		return new Costs(median(begin), this.calls.canEnd() ? median(end) : Double.NaN, median(cancel));
	}

	private int[] some() {
		if (this.next + CALLS > this.numbers.length) {
			this.collection.run();
			shuffle();
			this.next = 0;
		}
		this.next += CALLS;
		return Arrays.copyOfRange(this.numbers, this.next - CALLS, this.next);
	}

	/** Fisher and Yates. */
	private void shuffle() {
		for (int i = this.numbers.length - 1; i > 0; i--) {
			int other = this.random.nextInt(i + 1);
			int number = this.numbers[i];
			this.numbers[i] = this.numbers[other];
			this.numbers[other] = number;
		}
	}

	private static double time(Runnable work) {
		long begin = System.nanoTime();
		work.run();
		return (System.nanoTime() - begin) / (double) CALLS;
	}

	private static double median(double[] times) {
		Arrays.sort(times);
		return times[times.length / 2];
	}

	/**
	 * Nanoseconds a call.
	 *
	 * @param begin until it waits
	 * @param end to end it in time; not a number if nobody can
	 * @param cancel to cancel it
	 */
	record Costs(double begin, double end, double cancel) {

	}

}
