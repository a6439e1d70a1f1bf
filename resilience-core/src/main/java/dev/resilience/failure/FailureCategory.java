package dev.resilience.failure;

import java.util.Locale;

/**
 * What kind of thing went wrong, the same words in logs, meters, events and exceptions.
 */
public enum FailureCategory {

	/** It took too long. */
	TIMEOUT(FailureTemper.TRANSIENT),

	/** The backend could not be reached, or the line broke. */
	CONNECTION(FailureTemper.TRANSIENT),

	/** The backend asks for fewer calls. */
	RATE_LIMITED(FailureTemper.TRANSIENT),

	/** The backend failed. */
	SERVER_ERROR(FailureTemper.TRANSIENT),

	/** The caller is not known or not allowed. */
	AUTHENTICATION(FailureTemper.PERMANENT),

	/** What was asked for does not exist. */
	NOT_FOUND(FailureTemper.PERMANENT),

	/** The request itself is wrong. */
	INVALID_REQUEST(FailureTemper.PERMANENT),

	/** A mistake in the program. */
	PROGRAMMING(FailureTemper.PERMANENT),

	/** The caller gave up. */
	CANCELLED(FailureTemper.NEITHER),

	/** Refused by one of our own guards. */
	REJECTED(FailureTemper.PERMANENT),

	/** No rule knows it; transient unless the configuration says otherwise. */
	UNKNOWN(FailureTemper.TRANSIENT);

	private final FailureTemper temper;

	private final String tag = name().toLowerCase(Locale.ROOT);

	FailureCategory(FailureTemper temper) {
		this.temper = temper;
	}

	/**
	 * The temper that failures of this category have where nothing says otherwise.
	 * @return the usual temper
	 */
	public FailureTemper temper() {
		return this.temper;
	}

	/**
	 * The name as meters have it.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
