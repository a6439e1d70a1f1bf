package dev.resilience;

import dev.resilience.failure.OwnRefusal;

/**
 * Too many calls are under way at once; this one was refused.
 */
public final class ConcurrencyLimitExceededException extends ResilienceException implements OwnRefusal {

	private final int limit;

	/**
	 * For whoever limits.
	 * @param policy the policy's name
	 * @param limit how many may be under way at once
	 */
	public ConcurrencyLimitExceededException(String policy, int limit) {
		super(policy, ErrorCode.CONCURRENCY_LIMIT_EXCEEDED,
				"All " + limit + " workers are busy, so the call under policy '" + policy
						+ "' was refused; see what they wait for, or raise resilience.workers.max",
				false);
		this.limit = limit;
	}

	/**
	 * How many may be under way at once.
	 * @return the limit
	 */
	public int limit() {
		return this.limit;
	}

}
