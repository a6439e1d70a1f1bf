package dev.resilience.timelimit;

import java.util.Locale;

/** How an attempt under a time limit ended. */
public enum TimeLimitOutcome {

	/** In time, well or badly. */
	COMPLETED,

	/** Too late. */
	TIMED_OUT,

	/**
	 * Too late by more than 100 ms, on the caller's thread: the method does not listen to
	 * interrupts. What is left behind elsewhere counts as {@link #TIMED_OUT}.
	 */
	OVERRUN;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The name as meters have it.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
