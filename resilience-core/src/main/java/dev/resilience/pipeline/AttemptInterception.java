package dev.resilience.pipeline;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.policy.AttemptInterceptor.Attempt;
import dev.resilience.policy.AttemptInterceptor.End;
import dev.resilience.policy.Call;
import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/**
 * Has each attempt of a method intercepted. In a chain only where somebody intercepts.
 */
final class AttemptInterception {

	private final AttemptInterceptor interceptor;

	private final Set<String> policies;

	/**
	 * Makes the interception of a method.
	 * @param interceptor who intercepts
	 * @param policies all policies that the method goes by
	 */
	AttemptInterception(AttemptInterceptor interceptor, Set<String> policies) {
		this.interceptor = interceptor;
		this.policies = policies;
	}

	/** For a method that returns what it has done. */
	Link before(Link next) {
		return (call) -> {
			End end = begin(call);
			Object result;
			try {
				result = next.call(call);
			}
			catch (Throwable failure) {
				end.ended(failure);
				throw failure;
			}
			end.ended(null);
			return result;
		};
	}

	/**
	 * For a method whose outcome comes later.
	 * @param method ends a chain with what runs the method until it returns
	 */
	AsyncLink before(Link next, Function<Link, AsyncLink> method) {
		return (call, then) -> new Later(then).start(call, next, method);
	}

	private End begin(Call call) throws Throwable {
		long now = call.site().time().nanos();
		DetachedCall detached = (call instanceof DetachedCall later && later.attemptDeadline() != 0) ? later : null;
		return this.interceptor
			.before(new Attempt(call.site().where(), this.policies, call.attempt(), duration(call.interruptLeft(now)),
					(detached != null) ? duration(detached.attemptDeadline() - now) : null,
					(detached != null) ? detached::isCancelled : () -> false));
	}

	private static @Nullable Duration duration(long left) {
		return (left != Long.MAX_VALUE) ? Duration.ofNanos(Math.max(0, left)) : null;
	}

	/** One attempt whose outcome comes later. */
	private final class Later implements Callback {

		private final Callback then;

		/**
		 * Null if the attempt has not begun. Plain: written before the method is called,
		 * and whoever tells the outcome has seen that.
		 */
		private @Nullable End end;

		Later(Callback then) {
			this.then = then;
		}

		void start(DetachedCall call, Link next, Function<Link, AsyncLink> method) {
			method.apply((begun) -> {
				this.end = begin(begun);
				return next.call(begun);
			}).start(call, this);
		}

		@Override
		public void ended(@Nullable Object result, @Nullable Throwable failure) {
			End told = this.end;
			if (told != null) {
				told.ended(failure);
			}
			this.then.ended(result, failure);
		}

	}

}
