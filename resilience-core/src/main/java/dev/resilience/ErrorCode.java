package dev.resilience;

/**
 * What went wrong, the same words in exceptions, logs, events and the README's
 * troubleshooting table.
 */
public enum ErrorCode {

	/** The circuit opened, or refused the call. */
	CIRCUIT_OPEN,

	/** An attempt took longer than {@code time-limit.timeout}. */
	TIME_LIMIT_EXCEEDED,

	/** The whole call took longer than {@code time-limit.total}. */
	TOTAL_TIME_LIMIT_EXCEEDED,

	/** All workers are busy; the call was refused, or its plain future not waited for. */
	CONCURRENCY_LIMIT_EXCEEDED,

	/** All attempts were made and the last failed too. */
	RETRY_EXHAUSTED,

	/** A retry was due, but the policy's budget for retries is spent. */
	RETRY_BUDGET_SPENT,

	/** The fallback failed as well. */
	FALLBACK_FAILED

}
