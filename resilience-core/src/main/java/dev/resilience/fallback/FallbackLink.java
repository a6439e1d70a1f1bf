package dev.resilience.fallback;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/** Answers in place of a plain call that failed. */
public final class FallbackLink implements Link {

	private final FallbackPolicy fallback;

	private final FallbackHandler handler;

	private final Link next;

	/**
	 * Puts a fallback before a link.
	 * @param fallback the policy's fallback
	 * @param handler what answers for this method
	 * @param next what may fail
	 */
	public FallbackLink(FallbackPolicy fallback, FallbackHandler handler, Link next) {
		this.fallback = fallback;
		this.handler = handler;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		try {
			return this.next.call(call);
		}
		catch (Throwable failure) {
			if (!this.fallback.answers(call, failure) || !this.handler.accepts(call, failure)) {
				throw failure;
			}
			return answer(call, failure);
		}
	}

	/**
	 * What the fallback throws is not linked to what it answered: it may be one shared
	 * instance.
	 */
	private @Nullable Object answer(Call call, Throwable failure) throws Throwable {
		Object result;
		try {
			result = this.handler.answer(call, failure);
		}
		catch (Throwable thrown) {
			this.fallback.failed(call, failure);
			throw thrown;
		}
		this.fallback.used(call, failure);
		return result;
	}

}
