package dev.resilience.policy;

import java.util.concurrent.atomic.LongAdder;

/**
 * A counter for each constant of an enum. Adders, because they are written by every call
 * and read by a scrape: no lock, no allocation, and threads that count at once do not
 * wait for each other.
 *
 * @param <E> what is counted
 */
public final class Counters<E extends Enum<E>> {

	private final LongAdder[] counts;

	/**
	 * Starts at zero.
	 * @param type the enum
	 */
	public Counters(Class<E> type) {
		this.counts = new LongAdder[type.getEnumConstants().length];
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] = new LongAdder();
		}
	}

	/**
	 * Counts one.
	 * @param kind of what
	 */
	public void count(E kind) {
		this.counts[kind.ordinal()].increment();
	}

	/**
	 * What was counted so far; never goes back.
	 * @param kind of what
	 * @return the number
	 */
	public long of(E kind) {
		return this.counts[kind.ordinal()].sum();
	}

}
