package dev.resilience.time;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Counts things over the last while, in slices: a slice is forgotten whole once it is
 * older than the while. What is counted has therefore an age between (slices - 1) /
 * slices of the while and the while itself. Safe for use by many threads, without a lock.
 * <p>
 * What is counted may be told by a clock that lags behind the one that others use: it
 * goes to the slice of its own reading, and is forgotten so much earlier.
 */
public final class RollingCounts {

	private static final long NEVER = Long.MIN_VALUE;

	private final long origin;

	private final long sliceNanos;

	private final int columns;

	/** Of one number there is never more than one slice: it is made by its place here. */
	private final AtomicReferenceArray<Slice> ring;

	/**
	 * For each column when the latest that was counted is forgotten, in nanoseconds since
	 * the origin; so that where nothing is, nothing need be summed.
	 */
	private final AtomicLongArray emptyFrom;

	/**
	 * Where most counts go, at hand without a division. No more than a hint, so it is set
	 * without a compare: who finds a slice that is not his looks for his own. Volatile,
	 * so that a new slice is seen at once.
	 */
	private volatile Slice present;

	/**
	 * Starts with nothing counted.
	 * @param nanos the while, in nanoseconds, at least one a slice
	 * @param slices how many slices it has, at least 1
	 * @param columns how many things are counted
	 * @param now the present reading of the clock that {@link #add} is told
	 */
	public RollingCounts(long nanos, int slices, int columns, long now) {
		this.origin = now;
		this.sliceNanos = Math.max(1, nanos / slices);
		this.columns = columns;
		this.ring = new AtomicReferenceArray<>(slices);
		this.present = new Slice(0, 0, columns);
		this.ring.set(0, this.present);
		this.emptyFrom = new AtomicLongArray(columns);
		for (int column = 0; column < columns; column++) {
			this.emptyFrom.set(column, NEVER);
		}
	}

	/**
	 * Counts one.
	 * @param now the present, in nanoseconds
	 * @param column which thing, from 0
	 */
	public void add(long now, int column) {
		add(now, column, 1);
	}

	/**
	 * Counts some.
	 * @param now the present, in nanoseconds
	 * @param column which thing, from 0
	 * @param amount how many
	 */
	public void add(long now, int column, long amount) {
		Slice slice = this.present;
		long age = now - this.origin - slice.start;
		if (age < 0 || age >= this.sliceNanos) {
			slice = find(number(now));
			if (slice == null) {
				return;
			}
		}
		slice.add(column, amount);
		long emptyFrom = slice.start + this.sliceNanos * this.ring.length();
		if (this.emptyFrom.get(column) < emptyFrom) {
			// after the count itself: who adds and then sums never misses what he added
			this.emptyFrom.accumulateAndGet(column, emptyFrom, Math::max);
		}
	}

	/**
	 * Whether anything was counted in the last while; much cheaper than to sum.
	 * @param now the present, in nanoseconds
	 * @param column which thing, from 0
	 * @return false if the sum is 0
	 */
	public boolean hasAny(long now, int column) {
		return now - this.origin < this.emptyFrom.get(column);
	}

	/**
	 * What was counted in the last while.
	 * @param now the present, in nanoseconds
	 * @return the sum of each column over the slices that are young enough. Where one
	 * thing is counted after another, it never seems to be more: of each slice the last
	 * column is read first.
	 */
	public long[] sums(long now) {
		long oldest = number(now) - this.ring.length() + 1;
		long[] sums = new long[this.columns];
		for (int i = 0; i < this.ring.length(); i++) {
			Slice slice = this.ring.get(i);
			if (slice != null && slice.number >= oldest) {
				for (int column = this.columns - 1; column >= 0; column--) {
					sums[column] += slice.count(column);
				}
			}
		}
		return sums;
	}

	private long number(long now) {
		return Math.max(0, (now - this.origin) / this.sliceNanos);
	}

	/**
	 * The slice of that number, or null if the ring has gone round since: then the caller
	 * was held up for a whole while, and what it would count is too old to matter.
	 */
	private @Nullable Slice find(long number) {
		int place = (int) (number % this.ring.length());
		while (true) {
			Slice slice = this.ring.get(place);
			if (slice != null && slice.number > number) {
				return null;
			}
			if (slice == null || slice.number < number) {
				Slice fresh = new Slice(number, number * this.sliceNanos, this.columns);
				if (!this.ring.compareAndSet(place, slice, fresh)) {
					continue;
				}
				slice = fresh;
			}
			if (this.present.number < number) {
				this.present = slice;
			}
			return slice;
		}
	}

	/** What was counted from {@code start}, in nanoseconds since the origin. */
	private static final class Slice {

		/**
		 * Keeps what all write off the lines of memory that all read before they write: a
		 * line's worth of longs on either side.
		 */
		private static final int ROOM = 8;

		private final long number;

		private final long start;

		private final AtomicLongArray counts;

		Slice(long number, long start, int columns) {
			this.number = number;
			this.start = start;
			this.counts = new AtomicLongArray(ROOM + columns + ROOM);
		}

		void add(int column, long amount) {
			this.counts.getAndAdd(ROOM + column, amount);
		}

		long count(int column) {
			return this.counts.get(ROOM + column);
		}

	}

}
