package dev.resilience.retry;

import java.time.Duration;
import java.util.function.Predicate;

import dev.resilience.failure.FailureTypes;
import dev.resilience.retry.RetrySpec.Backoff;
import dev.resilience.retry.RetrySpec.Budget;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RetrySpec}; the defaults stand here and nowhere else. */
public final class RetrySpecBuilder {

	private int maxAttempts = 3;

	private Duration delay = Duration.ofMillis(100);

	private double multiplier = 2;

	private Duration maxDelay = Duration.ofSeconds(10);

	private double jitter = 0.5;

	private FailureTypes retryOn = FailureTypes.NONE;

	private FailureTypes abortOn = FailureTypes.NONE;

	private @Nullable Predicate<@Nullable Object> retryOnResult;

	private Duration retryAfterMax = Duration.ofSeconds(5);

	private double budgetRatio = 0.2;

	private int budgetMinPerSecond = 10;

	RetrySpecBuilder() {
	}

	/**
	 * How many attempts at most.
	 * @param attempts the number, the first included; 1 for no retry
	 * @return this
	 */
	public RetrySpecBuilder maxAttempts(int attempts) {
		this.maxAttempts = attempts;
		return this;
	}

	/**
	 * The wait before the first retry.
	 * @param delay the time, may be zero
	 * @return this
	 */
	public RetrySpecBuilder delay(Duration delay) {
		this.delay = delay;
		return this;
	}

	/**
	 * By what the wait grows with each retry.
	 * @param factor at least 1
	 * @return this
	 */
	public RetrySpecBuilder multiplier(double factor) {
		this.multiplier = factor;
		return this;
	}

	/**
	 * The most that the wait grows to.
	 * @param delay the time
	 * @return this
	 */
	public RetrySpecBuilder maxDelay(Duration delay) {
		this.maxDelay = delay;
		return this;
	}

	/**
	 * By which fraction chance shortens or lengthens the wait.
	 * @param fraction 0 to 1
	 * @return this
	 */
	public RetrySpecBuilder jitter(double fraction) {
		this.jitter = fraction;
		return this;
	}

	/**
	 * Which failures to retry, in place of the transient ones.
	 * @param types the classes
	 * @return this
	 */
	public RetrySpecBuilder retryOn(FailureTypes types) {
		this.retryOn = types;
		return this;
	}

	/**
	 * Which failures never to retry.
	 * @param types the classes
	 * @return this
	 */
	public RetrySpecBuilder abortOn(FailureTypes types) {
		this.abortOn = types;
		return this;
	}

	/**
	 * Which results to retry; when attempts run out the last result is returned.
	 * @param results true for a result that is not good enough; must not throw
	 * @return this
	 */
	public RetrySpecBuilder retryOnResult(Predicate<@Nullable Object> results) {
		this.retryOnResult = results;
		return this;
	}

	/**
	 * The longest wait named by the backend that is honoured; a longer one ends the call.
	 * @param wait the time
	 * @return this
	 */
	public RetrySpecBuilder retryAfterMax(Duration wait) {
		this.retryAfterMax = wait;
		return this;
	}

	/**
	 * The share of the calls of the last 10 s that retries may be.
	 * @param ratio 0 to 1; 1 for no budget
	 * @return this
	 */
	public RetrySpecBuilder budgetRatio(double ratio) {
		this.budgetRatio = ratio;
		return this;
	}

	/**
	 * How many retries a second are allowed whatever the share.
	 * @param retries the number, at least 0
	 * @return this
	 */
	public RetrySpecBuilder budgetMinPerSecond(int retries) {
		this.budgetMinPerSecond = retries;
		return this;
	}

	/**
	 * Ends the building.
	 * @return the spec
	 * @throws dev.resilience.policy.InvalidPolicyException if a value cannot be meant; it
	 * names all that cannot
	 */
	public RetrySpec build() {
		return new RetrySpec(this.maxAttempts, new Backoff(this.delay, this.multiplier, this.maxDelay, this.jitter),
				this.retryOn, this.abortOn, this.retryOnResult, this.retryAfterMax,
				new Budget(this.budgetRatio, this.budgetMinPerSecond));
	}

}
