package dev.resilience.policy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

	/** Where {@link UneventfulCalls} count the constant that is a success. */
	private final List<LongAdder> uneventful = new CopyOnWriteArrayList<>();

	private final int success;

	/**
	 * Starts at zero.
	 * @param type the enum
	 */
	public Counters(Class<E> type) {
		this(type, -1);
	}

	/**
	 * Starts at zero.
	 * @param type the enum
	 * @param success what a call counts as in which nothing happens
	 */
	public Counters(Class<E> type, E success) {
		this(type, success.ordinal());
	}

	private Counters(Class<E> type, int success) {
		this.success = success;
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

	/** Counts a success that was noted and is not counted together with others. */
	void countSuccess() {
		this.counts[this.success].increment();
	}

	/** From now on a part of the successes is counted there. */
	void alsoCountedBy(LongAdder uneventful) {
		this.uneventful.add(uneventful);
	}

	/**
	 * What was counted so far; never goes back.
	 * @param kind of what
	 * @return the number
	 */
	public long of(E kind) {
		long count = this.counts[kind.ordinal()].sum();
		if (kind.ordinal() == this.success) {
			for (LongAdder together : this.uneventful) {
				count += together.sum();
			}
		}
		return count;
	}

}
