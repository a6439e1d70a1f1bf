package dev.resilience.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

import dev.resilience.ErrorCode;
import dev.resilience.ResilienceException;
import dev.resilience.event.EventHub;
import dev.resilience.event.FailureInfo;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.Causes;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.Failures;
import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.policy.PolicyKind;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The retry of one policy: decides what happens after each attempt and counts what
 * happened. It neither waits nor calls; the links do. Shared by all methods of the policy
 * and all threads.
 */
public final class Retry {

	private final String policy;

	private final RetrySpec spec;

	private final TimeSource time;

	private final Waits waits;

	private final Failures failures;

	private final EventHub events;

	private final OnceReporter reporter;

	private final BackoffDelay backoff;

	private final RetryBudget budget;

	private final Counters<RetryOutcome> outcomes = new Counters<>(RetryOutcome.class, RetryOutcome.FIRST_TRY);

	private final LongAdder retries = new LongAdder();

	/** Calls whose first attempt was not good enough. */
	private final LongAdder notAtFirst = new LongAdder();

	/**
	 * Makes the retry of a policy.
	 * @param policy the policy's name
	 * @param spec when and how often
	 * @param time the clock
	 * @param waits where calls wait between attempts
	 * @param failures who judges failures
	 * @param events who is told
	 * @param reporter told of a result predicate that throws
	 */
	public Retry(String policy, RetrySpec spec, TimeSource time, Waits waits, Failures failures, EventHub events,
			OnceReporter reporter) {
		this.policy = policy;
		this.spec = spec;
		this.time = time;
		this.waits = waits;
		this.failures = failures;
		this.events = events;
		this.reporter = reporter;
		this.backoff = new BackoffDelay(spec.backoff());
		this.budget = new RetryBudget(spec.budget(), time.nanos(),
				() -> calls(RetryOutcome.FIRST_TRY) + this.notAtFirst.sum());
	}

	/** What comes after an attempt. */
	sealed interface Next {

		/** Wait so long, then try again. */
		record Wait(long nanos) implements Next {
		}

		/** The call ends with what the last attempt brought. */
		record End(RetryOutcome outcome) implements Next {
		}

	}

	void started() {
		if (this.budget.isLimited()) {
			this.budget.called(this.time.coarseNanos());
		}
	}

	Next afterFailure(Call call, Throwable failure) {
		countFirst(call);
		FailureVerdict verdict = call.verdict(this.failures, failure);
		if (!isRetryable(call, failure, verdict)) {
			return new Next.End(RetryOutcome.ABORTED);
		}
		Duration retryAfter = verdict.retryAfter();
		return again(call, this.events.describe(failure, verdict.category()),
				(retryAfter != null) ? retryAfter : Duration.ZERO);
	}

	Next afterRefusedResult(Call call) {
		countFirst(call);
		return again(call, null, Duration.ZERO);
	}

	private void countFirst(Call call) {
		if (call.attempt() == 1) {
			this.notAtFirst.increment();
		}
	}

	/**
	 * A predicate that throws counts as "no": the result was good enough to be returned.
	 */
	boolean refuses(@Nullable Object result) {
		if (this.spec.retryOnResult() == null) {
			return false;
		}
		try {
			return this.spec.retryOnResult().test(result);
		}
		catch (Throwable thrown) {
			this.reporter.report("Result predicate of policy '" + this.policy + "'", this.spec.retryOnResult(),
					"the result counts as good", thrown);
			return false;
		}
	}

	private Next again(Call call, @Nullable FailureInfo failure, Duration retryAfter) {
		if (call.attempt() >= this.spec.maxAttempts()) {
			gaveUp(ErrorCode.RETRY_EXHAUSTED, call, failure);
			return new Next.End(RetryOutcome.EXHAUSTED);
		}
		if (!mayTryAgain(call) || retryAfter.compareTo(this.spec.retryAfterMax()) > 0) {
			return new Next.End(RetryOutcome.ABORTED);
		}
		long wait = Math.max(retryAfter.toNanos(),
				this.backoff.nanos(call.attempt(), ThreadLocalRandom.current().nextDouble()));
		long now = this.time.nanos();
		if (wait >= call.totalLeft(now)) {
			return new Next.End(RetryOutcome.ABORTED);
		}
		if (!this.budget.take(now)) {
			gaveUp(ErrorCode.RETRY_BUDGET_SPENT, call, failure);
			return new Next.End(RetryOutcome.BUDGET_SPENT);
		}
		if (this.events.isHeard(RetryScheduled.class)) {
			this.events.publish(new RetryScheduled(this.policy, this.time.wallClock(), call.attempt(),
					Duration.ofNanos(wait), failure));
		}
		return new Next.Wait(wait);
	}

	private void gaveUp(ErrorCode code, Call call, @Nullable FailureInfo failure) {
		if (this.events.isHeard(RetryGaveUp.class)) {
			this.events
				.publish(new RetryGaveUp(this.policy, this.time.wallClock(), code.name(), call.attempt(), failure));
		}
	}

	private boolean isRetryable(Call call, Throwable failure, FailureVerdict verdict) {
		if (this.spec.abortOn().matches(failure)) {
			return false;
		}
		Throwable source = Causes.isError(failure) ? Causes.unwrap(failure) : call.decider(this.failures, failure);
		if (isOutOfReach(source, verdict)) {
			return this.spec.retryOn().names(source.getClass())
					|| (source instanceof ResilienceException && this.spec.retryOn().names(ResilienceException.class));
		}
		return this.spec.retryOn().isEmpty() ? verdict.temper() == FailureTemper.TRANSIENT
				: this.spec.retryOn().matches(failure);
	}

	/**
	 * What a class list reaches only by its own name, so that a wide class does not do
	 * harm.
	 */
	private static boolean isOutOfReach(Throwable source, FailureVerdict verdict) {
		return source instanceof Error || verdict.category() == FailureCategory.CANCELLED
				|| (source instanceof ResilienceException refusal && refusal.isRefusal());
	}

	void retried() {
		this.retries.increment();
	}

	void ended(RetryOutcome outcome) {
		this.outcomes.count(outcome);
	}

	/** For a plain call, which may be counted when it is over. */
	void ended(Call call, RetryOutcome outcome) {
		if (outcome != RetryOutcome.FIRST_TRY || !call.noteSuccess(PolicyKind.RETRY)) {
			ended(outcome);
		}
	}

	/**
	 * Where successes at the first try are counted.
	 * @return the counters
	 */
	public Counters<?> successes() {
		return this.outcomes;
	}

	/** Nobody does who would have to wait for it in an engine that is closed. */
	boolean mayTryAgain(Call call) {
		return !this.waits.isClosed() && call.mayTryAgain();
	}

	Waits waits() {
		return this.waits;
	}

	/**
	 * How many calls ended so.
	 * @param outcome the end
	 * @return the number since the policy exists
	 */
	public long calls(RetryOutcome outcome) {
		return this.outcomes.of(outcome);
	}

	/**
	 * How many retries were made.
	 * @return the number since the policy exists, first attempts not counted
	 */
	public long retries() {
		return this.retries.sum();
	}

}
