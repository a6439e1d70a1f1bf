package dev.resilience.pipeline;

import dev.resilience.async.AsyncLink;
import dev.resilience.failure.Failures;
import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.CallObserver.Watch;
import dev.resilience.policy.Callback;
import dev.resilience.policy.ContextCarrier.Scope;
import dev.resilience.policy.DetachedCall;

/**
 * Has a call watched whose outcome comes later. What watches it goes along to every
 * thread of the call, but not to those whom it tells its outcome.
 */
final class AsyncObservedLink implements AsyncLink {

	private final CallObserver observer;

	private final Failures failures;

	private final AsyncLink next;

	AsyncObservedLink(CallObserver observer, Failures failures, AsyncLink next) {
		this.observer = observer;
		this.failures = failures;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		Watch watch = this.observer.begin(call.site());
		call.carryAlso(watch);
		Scope scope = watch.restore();
		try {
			this.next.start(call, (result, failure) -> {
				watch.ended(CallEnd.of(call, this.failures, failure));
				then.ended(result, failure);
			});
		}
		finally {
			scope.close();
		}
	}

}
