package dev.resilience.failure;

/** Whether a moment may mend a failure. */
public enum FailureTemper {

	/** A later attempt may succeed. */
	TRANSIENT,

	/** The same call will fail in the same way. */
	PERMANENT,

	/** The caller gave up: no retry, no vote, no fallback. */
	NEITHER

}
