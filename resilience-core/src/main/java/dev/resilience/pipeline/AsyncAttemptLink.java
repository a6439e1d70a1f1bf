package dev.resilience.pipeline;

import dev.resilience.async.AsyncLink;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Callback;
import dev.resilience.policy.Counters;
import dev.resilience.policy.DetachedCall;

/** Counts failed attempts whose outcome comes later. */
final class AsyncAttemptLink implements AsyncLink {

	private final Counters<FailureCategory> counts;

	private final Failures failures;

	private final AsyncLink next;

	AsyncAttemptLink(Counters<FailureCategory> counts, Failures failures, AsyncLink next) {
		this.counts = counts;
		this.failures = failures;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		this.next.start(call, (result, failure) -> {
			if (failure != null) {
				this.counts.count(call.verdict(this.failures, failure).category());
			}
			then.ended(result, failure);
		});
	}

}
