package dev.resilience.fallback;

import dev.resilience.async.AsyncLink;
import dev.resilience.async.AsyncType;
import dev.resilience.async.Source;
import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;

/** Answers in place of a call that failed and whose outcome comes later. */
public final class AsyncFallbackLink implements AsyncLink {

	private final FallbackPolicy fallback;

	private final FallbackHandler handler;

	private final AsyncType type;

	private final AsyncLink next;

	/**
	 * Puts a fallback before a link.
	 * @param fallback the policy's fallback
	 * @param handler what answers for this method, with what the method would return
	 * @param type how to follow the answer
	 * @param next what may fail
	 */
	public AsyncFallbackLink(FallbackPolicy fallback, FallbackHandler handler, AsyncType type, AsyncLink next) {
		this.fallback = fallback;
		this.handler = handler;
		this.type = type;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		this.next.start(call, (result, failure) -> {
			if (failure == null || call.isCancelled() || !this.fallback.answers(call, failure)
					|| !this.handler.accepts(call, failure)) {
				then.ended(result, failure);
				return;
			}
			Source.follow((answered) -> this.handler.answer(answered, failure), this.type, call, (answer, thrown) -> {
				if (thrown == null) {
					this.fallback.used(call, failure);
				}
				else if (!call.isCancelled()) {
					this.fallback.failed(call, failure);
				}
				then.ended(answer, thrown);
			});
		});
	}

}
