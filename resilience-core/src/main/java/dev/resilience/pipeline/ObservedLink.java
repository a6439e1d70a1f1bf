package dev.resilience.pipeline;

import dev.resilience.failure.Failures;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.CallObserver.Watch;
import dev.resilience.policy.ContextCarrier.Scope;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/** Has a plain call watched, from outside of all policies. */
final class ObservedLink implements Link {

	private final CallObserver observer;

	private final Failures failures;

	private final Link next;

	ObservedLink(CallObserver observer, Failures failures, Link next) {
		this.observer = observer;
		this.failures = failures;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Watch watch = this.observer.begin(call.site());
		Throwable failure = null;
		Scope scope = watch.restore();
		try {
			return this.next.call(call);
		}
		catch (Throwable thrown) {
			failure = thrown;
			throw thrown;
		}
		finally {
			scope.close();
			watch.ended(CallEnd.of(call, this.failures, failure));
		}
	}

}
