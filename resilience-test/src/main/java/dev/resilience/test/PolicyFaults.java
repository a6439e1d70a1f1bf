package dev.resilience.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What happens to the next attempts under one policy, in the order in which it was said:
 * {@code faults.on("payments").pass(1).fail(3, ConnectException.class)} lets one through,
 * has three fail, and leaves the rest alone. Safe for use by many threads; each attempt
 * takes one place in the row.
 */
public final class PolicyFaults {

	private static final int ALWAYS = Integer.MAX_VALUE;

	private final String policy;

	/** Guarded by itself. No fault happens under the lock. */
	private final Deque<Row> rows = new ArrayDeque<>();

	PolicyFaults(String policy) {
		this.policy = policy;
	}

	/**
	 * Has every further attempt fail.
	 * @param failure the exception's class
	 * @return this
	 * @throws IllegalArgumentException see {@link #fail(int, Class)}
	 */
	public PolicyFaults fail(Class<? extends Throwable> failure) {
		return fail(ALWAYS, failure);
	}

	/**
	 * Has the next attempts fail, each with an exception of its own. A checked one that
	 * the method does not declare reaches the caller as Java's proxies let it, in an
	 * {@link java.lang.reflect.UndeclaredThrowableException}; a real client would have
	 * wrapped it.
	 * @param times how many attempts, at least 1
	 * @param failure the exception's class, with a constructor that takes a
	 * {@link String} or nothing
	 * @return this
	 * @throws IllegalArgumentException if no exception can be made of the class, or
	 * {@code times} is less than 1
	 */
	public PolicyFaults fail(int times, Class<? extends Throwable> failure) {
		return fail(times, new ThrowableMaker(failure, "Injected into policy '" + this.policy + "'"));
	}

	/**
	 * Has every further attempt fail.
	 * @param failure makes the exception, anew for each attempt, such as
	 * {@link HttpFault}
	 * @return this
	 */
	public PolicyFaults fail(Supplier<? extends Throwable> failure) {
		return fail(ALWAYS, failure);
	}

	/**
	 * Has the next attempts fail.
	 * @param times how many attempts, at least 1
	 * @param failure makes the exception, anew for each attempt, such as
	 * {@link HttpFault}
	 * @return this
	 * @throws IllegalArgumentException if {@code times} is less than 1
	 */
	public PolicyFaults fail(int times, Supplier<? extends Throwable> failure) {
		Objects.requireNonNull(failure);
		return add(times, (attempt) -> {
			throw made(failure.get());
		});
	}

	/** What comes of null would be taken for a failure of the method. */
	private Throwable made(@Nullable Throwable failure) {
		return (failure != null) ? failure
				: new AssertionError("The fault of policy '" + this.policy + "' makes null, not an exception");
	}

	/**
	 * Has every further attempt take longer.
	 * @param duration by how much; no time passes but on the {@link ResilienceClock}
	 * @return this
	 */
	public PolicyFaults delay(Duration duration) {
		return delay(ALWAYS, duration);
	}

	/**
	 * Has the next attempts take longer before they reach the method. A time limit that
	 * comes before ends them as it would have ended the method: by an interrupt, or by
	 * leaving them behind; they then never reach the method.
	 * @param times how many attempts, at least 1
	 * @param duration by how much, not negative; no time passes but on the
	 * {@link ResilienceClock}
	 * @return this
	 * @throws IllegalArgumentException if {@code times} is less than 1, or the duration
	 * negative or longer than 100 years
	 */
	public PolicyFaults delay(int times, Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("An attempt cannot be delayed by " + duration);
		}
		if (duration.compareTo(ResilienceClock.LONGEST) > 0) {
			throw new IllegalArgumentException(
					"An attempt cannot be delayed by " + duration + ": " + ResilienceClock.LONGEST_SAID);
		}
		return add(times, (attempt) -> attempt.last(duration));
	}

	/**
	 * Has every further attempt hang until its time limit ends it.
	 * @return this
	 */
	public PolicyFaults hang() {
		return hang(ALWAYS);
	}

	/**
	 * Has the next attempts hang until their time limit interrupts them, or has the call
	 * go on without them. Where none would there is an {@link AssertionError}, which no
	 * policy answers: such a call would hang for ever.
	 * @param times how many attempts, at least 1
	 * @return this
	 * @throws IllegalArgumentException if {@code times} is less than 1
	 */
	public PolicyFaults hang(int times) {
		return add(times, FaultyAttempt::hang);
	}

	/**
	 * Leaves the next attempts alone.
	 * @param times how many, at least 1
	 * @return this
	 * @throws IllegalArgumentException if {@code times} is less than 1
	 */
	public PolicyFaults pass(int times) {
		return add(times, (attempt) -> {
		});
	}

	/** Takes back all faults that have not happened yet. */
	public void clear() {
		synchronized (this.rows) {
			this.rows.clear();
		}
	}

	private PolicyFaults add(int times, Fault fault) {
		if (times < 1) {
			throw new IllegalArgumentException("A fault that happens " + times + " times is none; say 1 or more");
		}
		synchronized (this.rows) {
			Row last = this.rows.peekLast();
			if (last != null && last.left == ALWAYS) {
				throw new IllegalStateException("What comes after a fault that never ends would never happen; say how "
						+ "often, or clear() first");
			}
			this.rows.add(new Row(fault, times));
		}
		return this;
	}

	void happen(FaultyAttempt attempt) throws Throwable {
		Fault fault = take();
		if (fault != null) {
			fault.happen(attempt);
		}
	}

	private @Nullable Fault take() {
		synchronized (this.rows) {
			Row row = this.rows.peek();
			if (row == null) {
				return null;
			}
			if (row.left != ALWAYS && --row.left == 0) {
				this.rows.remove();
			}
			return row.fault;
		}
	}

	/** Something that happens to an attempt. */
	@FunctionalInterface
	private interface Fault {

		void happen(FaultyAttempt attempt) throws Throwable;

	}

	/** The same fault so many times. */
	private static final class Row {

		private final Fault fault;

		private int left;

		Row(Fault fault, int left) {
			this.fault = fault;
			this.left = left;
		}

	}

}
