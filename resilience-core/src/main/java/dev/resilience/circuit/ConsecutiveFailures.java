package dev.resilience.circuit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The row of failures that no success has broken: how many, and since when. Both in one
 * word, so that a reader never sees the length of one row with the start of another. 16
 * bits for the length, 48 for the start in units of 1,024 ns since the beginning, which
 * lasts for nine years.
 */
final class ConsecutiveFailures {

	static final int MOST = (1 << 16) - 1;

	private static final int START_BITS = 48;

	private static final long START_MASK = (1L << START_BITS) - 1;

	private static final int UNIT_SHIFT = 10;

	private final AtomicLong row = new AtomicLong();

	private final long origin;

	ConsecutiveFailures(long now) {
		this.origin = now;
	}

	/** A success costs one read, unless there is a row to break. */
	void succeeded() {
		if (this.row.get() != 0) {
			this.row.set(0);
		}
	}

	/**
	 * Lengthens the row.
	 * @return the row after it, for {@link #length(long)} and
	 * {@link #lasts(long, long, long)}
	 */
	long failed(long now) {
		while (true) {
			long before = this.row.get();
			long after = (before == 0) ? (1L << START_BITS) | units(now) : lengthened(before);
			if (this.row.compareAndSet(before, after)) {
				return after;
			}
		}
	}

	long read() {
		return this.row.get();
	}

	static int length(long row) {
		return (int) (row >>> START_BITS);
	}

	/**
	 * Whether the row has lasted so long; compared in units, so that rounding never makes
	 * a row too short.
	 */
	boolean lasts(long row, long now, long nanos) {
		return units(now) - (row & START_MASK) >= nanos >> UNIT_SHIFT;
	}

	private static long lengthened(long row) {
		return (length(row) == MOST) ? row : row + (1L << START_BITS);
	}

	private long units(long now) {
		return ((now - this.origin) >>> UNIT_SHIFT) & START_MASK;
	}

}
