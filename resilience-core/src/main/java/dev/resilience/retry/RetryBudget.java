package dev.resilience.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

import dev.resilience.retry.RetrySpec.Budget;
import dev.resilience.time.RollingCounts;
import org.jspecify.annotations.Nullable;

/**
 * Keeps retries from drowning a backend that is ill already: over the last 10 s they may
 * be a share of the calls, but always as many as the minimum allows in that time. (After
 * the retry budgets of Finagle and of gRPC's proposal A6.)
 * <p>
 * Calls are counted elsewhere, once their first attempt is over. Here the first call of
 * each second puts down how many there were before; so the others pay nothing but a look
 * at the clock.
 */
final class RetryBudget {

	private static final int SECONDS = 10;

	private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final double ratio;

	private final long minimum;

	private final LongSupplier calls;

	private final long origin;

	/** Null where there is no budget. */
	private final @Nullable RollingCounts retries;

	private final AtomicReferenceArray<@Nullable Mark> marks = new AtomicReferenceArray<>(SECONDS);

	/**
	 * When the next second begins, counted from the origin. Volatile, and whoever moves
	 * it on puts down the mark: if he is held up before he does, the calls of that second
	 * count as those of the next, and if for more than ten seconds, some are forgotten
	 * too early.
	 */
	private final AtomicLong nextSecond = new AtomicLong(SECOND_NANOS);

	RetryBudget(Budget budget, long now, LongSupplier calls) {
		this.ratio = budget.ratio();
		this.minimum = (long) budget.minPerSecond() * SECONDS;
		this.calls = calls;
		this.origin = now;
		this.retries = (this.ratio < 1) ? new RollingCounts(SECONDS * SECOND_NANOS, SECONDS, 1, now) : null;
		this.marks.set(0, new Mark(0, 0));
	}

	/** How many calls there were when a second began. */
	private record Mark(long second, long calls) {
	}

	boolean isLimited() {
		return this.retries != null;
	}

	/** Begins a second if it is time. */
	void called(long now) {
		long next = this.nextSecond.get();
		if (now - this.origin >= next) {
			long second = second(now);
			if (this.nextSecond.compareAndSet(next, (second + 1) * SECOND_NANOS)) {
				this.marks.set((int) (second % SECONDS), new Mark(second, this.calls.getAsLong()));
			}
		}
	}

	/**
	 * Takes one retry out of the budget. Under a lock, so that a storm never takes more
	 * than there is: it is taken only by a call that has failed and is about to wait,
	 * never by one that succeeds, and nothing runs under it but this arithmetic.
	 */
	boolean take(long now) {
		if (this.retries == null) {
			return true;
		}
		called(now);
		synchronized (this) {
			if (this.retries.sums(now)[0] + 1 > Math.max(this.minimum, this.ratio * callsInTheLastWhile(now))) {
				return false;
			}
			this.retries.add(now, 0);
			return true;
		}
	}

	/** What has come since the oldest second that still counts. */
	private long callsInTheLastWhile(long now) {
		Mark oldest = null;
		for (int i = 0; i < SECONDS; i++) {
			Mark mark = this.marks.get(i);
			if (mark != null && mark.second > second(now) - SECONDS
					&& (oldest == null || mark.second < oldest.second)) {
				oldest = mark;
			}
		}
		return (oldest != null) ? this.calls.getAsLong() - oldest.calls : 0;
	}

	private long second(long now) {
		return Math.max(0, (now - this.origin) / SECOND_NANOS);
	}

}
