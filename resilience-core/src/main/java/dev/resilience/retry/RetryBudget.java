package dev.resilience.retry;

import java.util.concurrent.TimeUnit;

import dev.resilience.retry.RetrySpec.Budget;
import dev.resilience.time.RollingCounts;
import org.jspecify.annotations.Nullable;

/**
 * Keeps retries from drowning a backend that is ill already: over the last 10 s they may
 * be a share of the calls, but always as many as the minimum allows in that time. (After
 * the retry budgets of Finagle and of gRPC's proposal A6.)
 */
final class RetryBudget {

	private static final int SECONDS = 10;

	private static final int CALLS = 0;

	private static final int RETRIES = 1;

	private final double ratio;

	private final long minimum;

	/** Null where there is no budget: then not even the calls are counted. */
	private final @Nullable RollingCounts counts;

	RetryBudget(Budget budget, long now) {
		this.ratio = budget.ratio();
		this.minimum = (long) budget.minPerSecond() * SECONDS;
		this.counts = (this.ratio < 1) ? new RollingCounts(TimeUnit.SECONDS.toNanos(SECONDS), SECONDS, 2, now) : null;
	}

	boolean isLimited() {
		return this.counts != null;
	}

	void called(long now) {
		if (this.counts != null) {
			this.counts.add(now, CALLS);
		}
	}

	/**
	 * Takes one retry out of the budget. Under a lock, so that a storm never takes more
	 * than there is: it is taken only by a call that has failed and is about to wait,
	 * never by one that succeeds, and nothing runs under it but this arithmetic.
	 */
	boolean take(long now) {
		if (this.counts == null) {
			return true;
		}
		synchronized (this) {
			long[] sums = this.counts.sums(now);
			if (sums[RETRIES] + 1 > Math.max(this.minimum, this.ratio * sums[CALLS])) {
				return false;
			}
			this.counts.add(now, RETRIES);
			return true;
		}
	}

}
