package dev.resilience.async;

import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.Link;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chain whose outcome comes later: runs the method, and follows what it
 * returns.
 */
public final class AsyncMethodLink implements AsyncLink {

	/** Runs the method until it returns. */
	private final Source.Maker maker;

	private final AsyncType type;

	/** The clock where slow calls are looked at, else null. */
	private final @Nullable TimeSource time;

	/**
	 * Ends a chain.
	 * @param invocation runs the method until it returns
	 * @param type how to follow what it returns
	 * @param time the clock, or null where nobody asks how long an attempt took
	 */
	public AsyncMethodLink(Link invocation, AsyncType type, @Nullable TimeSource time) {
		this.maker = invocation::call;
		this.type = type;
		this.time = time;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		Source.follow(this.maker, this.type, call, (this.time != null) ? timed(call, then, this.time) : then);
	}

	private static Callback timed(DetachedCall call, Callback then, TimeSource time) {
		long start = time.nanos();
		return (result, failure) -> {
			call.attemptTook(time.nanos() - start);
			then.ended(result, failure);
		};
	}

}
