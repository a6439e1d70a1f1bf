package dev.resilience.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;

/** A retry, as plainly as it can be said. */
final class RetryModel {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	final Map<RetryOutcome, Long> outcomes = new TreeMap<>();

	long retries;

	private final RetrySpec spec;

	private final ModelClock clock;

	private final long beginning;

	/** How many calls had made their first attempt when a second began. */
	private final TreeMap<Long, Long> before = new TreeMap<>(Map.of(0L, 0L));

	private long firstAttempts;

	private final List<Long> taken = new ArrayList<>();

	RetryModel(RetrySpec spec, ModelClock clock) {
		this.spec = spec;
		this.clock = clock;
		this.beginning = clock.now();
	}

	/**
	 * What comes after an attempt.
	 *
	 * @param end how the call ends, or null for another attempt
	 * @param delay before that attempt
	 */
	record Next(RetryOutcome end, long delay) {
	}

	/** What is known of the calls is put down when one begins, or wants a retry. */
	void started() {
		this.before.putIfAbsent((this.clock.now() - this.beginning) / SECOND, this.firstAttempts);
	}

	Next after(Result result, int attempt, boolean mayTryAgain, long totalLeft) {
		if (attempt == 1) {
			this.firstAttempts++;
		}
		if (!result.isFailure() && result.ending() != Ending.REFUSED_RESULT) {
			return end((attempt == 1) ? RetryOutcome.FIRST_TRY : RetryOutcome.AFTER_RETRY);
		}
		if (result.isFailure() && !result.isTransient()) {
			return end(RetryOutcome.ABORTED);
		}
		if (attempt == this.spec.maxAttempts()) {
			return end(RetryOutcome.EXHAUSTED);
		}
		Duration asked = (result.isFailure() && result.verdict().retryAfter() != null) ? result.verdict().retryAfter()
				: Duration.ZERO;
		long wait = Math.max(backoff(attempt), asked.toNanos());
		if (!mayTryAgain || asked.compareTo(this.spec.retryAfterMax()) > 0 || wait >= totalLeft) {
			return end(RetryOutcome.ABORTED);
		}
		if (isBudgetSpent()) {
			return end(RetryOutcome.BUDGET_SPENT);
		}
		this.taken.add(this.clock.now());
		return new Next(null, wait);
	}

	private static Next end(RetryOutcome outcome) {
		return new Next(outcome, 0);
	}

	/** Histories have no jitter. */
	private long backoff(int attempt) {
		double delay = this.spec.backoff().delay().toNanos() * Math.pow(this.spec.backoff().multiplier(), attempt - 1);
		return (long) Math.min(delay, this.spec.backoff().maxDelay().toNanos());
	}

	private boolean isBudgetSpent() {
		started();
		long oldest = (this.clock.now() - this.beginning) / SECOND - 9;
		long calls = this.firstAttempts - this.before.ceilingEntry(oldest).getValue();
		double allowed = Math.max(this.spec.budget().minPerSecond() * 10.0, this.spec.budget().ratio() * calls);
		return this.spec.budget().ratio() < 1 && inTheLastTenSeconds(this.taken) + 1 > allowed;
	}

	private long inTheLastTenSeconds(List<Long> moments) {
		return moments.stream().filter((at) -> second(this.clock.now()) - second(at) < 10).count();
	}

	private long second(long at) {
		return (at - this.beginning) / SECOND;
	}

	void ended(RetryOutcome outcome) {
		this.outcomes.merge(outcome, 1L, Long::sum);
	}

}
