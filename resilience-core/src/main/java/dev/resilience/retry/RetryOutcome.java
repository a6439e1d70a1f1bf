package dev.resilience.retry;

import java.util.Locale;

/** How a call under a retry ended. */
public enum RetryOutcome {

	/** The first attempt succeeded. */
	FIRST_TRY,

	/** A later attempt succeeded. */
	AFTER_RETRY,

	/** Attempts ran out. */
	EXHAUSTED,

	/** A retry was due, but the budget is spent. */
	BUDGET_SPENT,

	/** It ended before attempts ran out, for any other reason. */
	ABORTED;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The name as meters have it.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
