package dev.resilience.fallback;

import dev.resilience.ErrorCode;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.failure.Causes;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.time.TimeSource;

/**
 * The fallback of one policy: decides which failures are answered and counts what
 * happened. What answers belongs to the method and is in its link. Shared by all methods
 * of the policy and all threads.
 */
public final class FallbackPolicy {

	private final String policy;

	private final FallbackSpec spec;

	private final TimeSource time;

	private final Failures failures;

	private final EventHub events;

	private final Counters<FallbackOutcome> outcomes = new Counters<>(FallbackOutcome.class);

	/**
	 * Makes the fallback of a policy.
	 * @param policy the policy's name
	 * @param spec which failures
	 * @param time the clock
	 * @param failures who judges failures
	 * @param events who is told
	 */
	public FallbackPolicy(String policy, FallbackSpec spec, TimeSource time, Failures failures, EventHub events) {
		this.policy = policy;
		this.spec = spec;
		this.time = time;
		this.failures = failures;
		this.events = events;
	}

	boolean answers(Call call, Throwable failure) {
		if (Causes.isError(failure) || call.verdict(this.failures, failure).category() == FailureCategory.CANCELLED
				|| this.spec.skipOn().matches(failure)) {
			return false;
		}
		return this.spec.on().isEmpty() ? failure instanceof Exception : this.spec.on().matches(failure);
	}

	void used(Call call, Throwable failure) {
		this.outcomes.count(FallbackOutcome.USED);
		call.markAnswered();
		tell(call, failure, "FALLBACK_USED");
	}

	void failed(Call call, Throwable failure) {
		this.outcomes.count(FallbackOutcome.FAILED);
		tell(call, failure, ErrorCode.FALLBACK_FAILED.name());
	}

	private void tell(Call call, Throwable failure, String code) {
		if (this.events.isHeard(FallbackUsed.class)) {
			FailureVerdict verdict = call.verdict(this.failures, failure);
			this.events.publish(new FallbackUsed(this.policy, this.time.wallClock(), code,
					this.events.describe(failure, verdict.category()), verdict.temper() == FailureTemper.PERMANENT));
		}
	}

	/**
	 * How many fallbacks ended so.
	 * @param outcome the end
	 * @return the number since the policy exists
	 */
	public long calls(FallbackOutcome outcome) {
		return this.outcomes.of(outcome);
	}

}
