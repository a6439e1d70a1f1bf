package dev.resilience.benchmarks.manycalls;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** How late things happened. Safe for use by many threads. */
final class Lateness {

	private static final double NANOS_IN_MILLI = 1e6;

	private final AtomicLongArray nanos;

	private final AtomicInteger count = new AtomicInteger();

	Lateness(int most) {
		this.nanos = new AtomicLongArray(most);
	}

	/** Something that was due then happens now. */
	void happens(long due) {
		long late = System.nanoTime() - due;
		this.nanos.set(this.count.getAndIncrement(), late);
	}

	/** How many have been begun to be noted; read the others when all have. */
	int count() {
		return this.count.get();
	}

	/**
	 * How late a share of them was at most.
	 * @param share 1 for the worst
	 * @return milliseconds
	 */
	double millis(double share) {
		long[] sorted = new long[count()];
		Arrays.setAll(sorted, this.nanos::get);
		Arrays.sort(sorted);
		return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_IN_MILLI;
	}

}
