package dev.resilience.retry;

import java.time.Duration;
import java.util.function.Predicate;

import dev.resilience.failure.FailureTypes;
import dev.resilience.policy.Checks;
import org.jspecify.annotations.Nullable;

/**
 * When and how often to try again. Validates itself.
 *
 * @param maxAttempts how many attempts at most, the first included
 * @param backoff how long to wait before each
 * @param retryOn failures to retry, empty for the transient ones
 * @param abortOn failures never to retry, whatever else says so
 * @param retryOnResult results to retry, or null for none
 * @param retryAfterMax the longest wait named by the backend that is honoured
 * @param budget how many retries the backend is asked to bear
 */
public record RetrySpec(int maxAttempts, Backoff backoff, FailureTypes retryOn, FailureTypes abortOn,
		@Nullable Predicate<@Nullable Object> retryOnResult, Duration retryAfterMax, Budget budget) {

	/** What a policy that says nothing gets. */
	public static final RetrySpec DEFAULTS = new RetrySpecBuilder().build();

	public RetrySpec {
		new Checks("retry").range("max-attempts", maxAttempts, 1, Integer.MAX_VALUE)
			.notNegative("backoff.delay", backoff.delay)
			.range("backoff.multiplier", backoff.multiplier, 1.0, Double.MAX_VALUE)
			.notNegative("backoff.max-delay", backoff.maxDelay)
			.range("backoff.jitter", backoff.jitter, 0.0, 1.0)
			.notNegative("retry-after-max", retryAfterMax)
			.range("budget.ratio", budget.ratio, 0.0, 1.0)
			.range("budget.min-per-second", budget.minPerSecond, 0, Integer.MAX_VALUE)
			.done();
	}

	/**
	 * How long to wait before a retry.
	 *
	 * @param delay before the first
	 * @param multiplier by what it grows with each, at least 1
	 * @param maxDelay the most it grows to
	 * @param jitter the fraction of it, 0 to 1, by which chance shortens or lengthens it
	 */
	public record Backoff(Duration delay, double multiplier, Duration maxDelay, double jitter) {
	}

	/**
	 * How many retries the backend is asked to bear, so that retries do not drown it.
	 *
	 * @param ratio retries may be at most this share of the calls of the last 10 s, 0 to
	 * 1; 1 for no budget
	 * @param minPerSecond but so many a second are allowed in any case
	 */
	public record Budget(double ratio, int minPerSecond) {
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static RetrySpecBuilder builder() {
		return new RetrySpecBuilder();
	}

}
