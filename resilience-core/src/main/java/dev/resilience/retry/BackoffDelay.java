package dev.resilience.retry;

import dev.resilience.retry.RetrySpec.Backoff;

/**
 * How long to wait before a retry: exponential backoff, jittered evenly around the delay.
 * The upper end is cut at the maximum before the draw, so that waits at the maximum still
 * differ. (See "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.)
 */
final class BackoffDelay {

	private final double delay;

	private final double multiplier;

	private final double maxDelay;

	private final double jitter;

	BackoffDelay(Backoff backoff) {
		this.delay = backoff.delay().toNanos();
		this.multiplier = backoff.multiplier();
		this.maxDelay = backoff.maxDelay().toNanos();
		this.jitter = backoff.jitter();
	}

	/**
	 * The wait in nanoseconds.
	 * @param retry the number of the retry, 1 for the first
	 * @param draw a number from 0 to 1
	 */
	long nanos(int retry, double draw) {
		if (this.delay == 0) {
			return 0;
		}
		double base = Math.min(this.maxDelay, this.delay * Math.pow(this.multiplier, retry - 1));
		double least = base * (1 - this.jitter);
		double most = Math.min(this.maxDelay, base * (1 + this.jitter));
		return (long) (least + draw * (most - least));
	}

}
