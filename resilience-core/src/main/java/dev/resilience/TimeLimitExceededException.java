package dev.resilience;

import java.time.Duration;

import dev.resilience.failure.FailureCategory;

/**
 * An attempt, or the whole call, took too long. What the method threw when it was
 * interrupted is among the suppressed exceptions.
 */
public final class TimeLimitExceededException extends ResilienceException {

	private final Duration limit;

	private final Duration elapsed;

	/**
	 * For the time limit.
	 * @param policy the policy's name
	 * @param code {@link ErrorCode#TIME_LIMIT_EXCEEDED} or
	 * {@link ErrorCode#TOTAL_TIME_LIMIT_EXCEEDED}
	 * @param limit the limit that was passed
	 * @param elapsed how long it took
	 */
	public TimeLimitExceededException(String policy, ErrorCode code, Duration limit, Duration elapsed) {
		super(policy, code, message(policy, code, limit, elapsed), true);
		this.limit = limit;
		this.elapsed = elapsed;
	}

	/**
	 * The limit that was passed: of the attempt, or of the whole call.
	 * @return {@code timeout} or {@code total} of the policy
	 */
	public Duration limit() {
		return this.limit;
	}

	/**
	 * How long it took until the caller was told.
	 * @return the time since the attempt, or the whole call, began
	 */
	public Duration elapsed() {
		return this.elapsed;
	}

	@Override
	public FailureCategory category() {
		return FailureCategory.TIMEOUT;
	}

	private static String message(String policy, ErrorCode code, Duration limit, Duration elapsed) {
		boolean total = (code == ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
		return (total ? "Call" : "Attempt") + " under time limit '" + policy + "' took " + elapsed.toMillis()
				+ " ms, longer than its " + (total ? "total" : "timeout") + " of " + limit.toMillis()
				+ " ms; see what the backend is doing, or raise resilience.policies." + policy + ".time-limit."
				+ (total ? "total" : "timeout");
	}

}
