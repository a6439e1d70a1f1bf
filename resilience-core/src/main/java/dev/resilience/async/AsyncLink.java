package dev.resilience.async;

import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;

/**
 * One link of the chain that a call walks whose outcome comes later. The counterpart of
 * {@link dev.resilience.policy.Link}, made once for a method and shared by all its calls.
 */
@FunctionalInterface
public interface AsyncLink extends DetachedCall.Walk {

	/**
	 * Lets a call through to the next link, or doesn't. Must not block and must not
	 * throw: whatever happens is told by the callback.
	 * @param call the call on its way
	 * @param then is told the outcome, once: before this method returns or later, on any
	 * thread, in the call's context
	 */
	@Override
	void start(DetachedCall call, Callback then);

}
