package dev.resilience.history;

import java.time.Duration;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;

/** How an attempt of a history ends, if nothing ends it before. */
enum Ending {

	SUCCESS, REFUSED_RESULT,

	/** A failure that is worth another attempt, and counts. */
	TRANSIENT(FailureCategory.CONNECTION, FailureTemper.TRANSIENT, null, false),

	/** Worth another attempt after a while; does not count. */
	RATE_LIMITED(FailureCategory.RATE_LIMITED, FailureTemper.TRANSIENT, Duration.ofMillis(90), false),

	/** Asks for a longer wait than any policy of a history honours. */
	BUSY_FOR_LONG(FailureCategory.SERVER_ERROR, FailureTemper.TRANSIENT, Duration.ofHours(1), false),

	/** Proves the backend alive. */
	ANSWERED(FailureCategory.NOT_FOUND, FailureTemper.PERMANENT, null, true),

	/** Says nothing of the backend. */
	PERMANENT(FailureCategory.PROGRAMMING, FailureTemper.PERMANENT, null, false),

	CANCELLED(FailureCategory.CANCELLED, FailureTemper.NEITHER, null, false),

	ERROR(FailureCategory.UNKNOWN, FailureTemper.TRANSIENT, null, false);

	/** Null for what is no failure. */
	private final FailureVerdict verdict;

	Ending() {
		this.verdict = null;
	}

	Ending(FailureCategory category, FailureTemper temper, Duration retryAfter, boolean answered) {
		this.verdict = new FailureVerdict(category, temper, retryAfter, answered);
	}

	boolean isFailure() {
		return this.verdict != null;
	}

	FailureVerdict verdict() {
		return this.verdict;
	}

}
