package dev.resilience.time;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Counts things over the last while, in slices: a slice is forgotten whole once it is
 * older than the while. What is counted has therefore an age between (slices - 1) /
 * slices of the while and the while itself. Safe for use by many threads, without a lock.
 */
public final class RollingCounts {

	private static final long NEVER = Long.MIN_VALUE;

	private final long origin;

	private final long sliceNanos;

	private final int columns;

	private final AtomicReferenceArray<Slice> ring;

	/**
	 * For each column the latest slice that counted any; so that where nothing is,
	 * nothing need be summed.
	 */
	private final AtomicLongArray latest;

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
		this.latest = new AtomicLongArray(columns);
		for (int column = 0; column < columns; column++) {
			this.latest.set(column, NEVER);
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
		Slice slice = sliceAt(number(now));
		if (slice != null) {
			slice.getAndAdd(column, amount);
			if (this.latest.get(column) < slice.number) {
				// after the count itself: who adds and then sums never misses what he
				// added
				this.latest.accumulateAndGet(column, slice.number, Math::max);
			}
		}
	}

	/**
	 * Whether anything was counted in the last while; much cheaper than to sum.
	 * @param now the present, in nanoseconds
	 * @param column which thing, from 0
	 * @return false if the sum is 0
	 */
	public boolean hasAny(long now, int column) {
		return this.latest.get(column) >= oldest(now);
	}

	/**
	 * What was counted in the last while.
	 * @param now the present, in nanoseconds
	 * @return the sum of each column over the slices that are young enough. Where one
	 * thing is counted after another, it never seems to be more: of each slice the last
	 * column is read first.
	 */
	public long[] sums(long now) {
		long oldest = oldest(now);
		long[] sums = new long[this.columns];
		for (int i = 0; i < this.ring.length(); i++) {
			Slice slice = this.ring.get(i);
			if (slice != null && slice.number >= oldest) {
				for (int column = this.columns - 1; column >= 0; column--) {
					sums[column] += slice.get(column);
				}
			}
		}
		return sums;
	}

	private long oldest(long now) {
		return number(now) - this.ring.length() + 1;
	}

	private long number(long now) {
		return Math.max(0, (now - this.origin) / this.sliceNanos);
	}

	/**
	 * The slice of that number, or null if the ring has gone round since: then the caller
	 * was held up for a whole while, and what it would count is too old to matter.
	 */
	private @Nullable Slice sliceAt(long number) {
		int place = (int) (number % this.ring.length());
		while (true) {
			Slice slice = this.ring.get(place);
			if (slice != null && slice.number == number) {
				return slice;
			}
			if (slice != null && slice.number > number) {
				return null;
			}
			Slice fresh = new Slice(number, this.columns);
			if (this.ring.compareAndSet(place, slice, fresh)) {
				return fresh;
			}
		}
	}

	private static final class Slice extends AtomicLongArray {

		private final long number;

		Slice(long number, int columns) {
			super(columns);
			this.number = number;
		}

	}

}
