package dev.resilience;

import java.time.Duration;

import dev.resilience.policy.Call;
import org.jspecify.annotations.Nullable;

/**
 * What protected code may know of the call it runs in, for instance to hand the remaining
 * time to a client's own time-out. A picture of one moment.
 *
 * @param policy the policy: the first that the method names, in the order retry, circuit,
 * time limit, fallback; {@code none} where it names none
 * @param attempt the number of the present attempt, 1 for the first
 * @param remainingTime how long until a time limit ends the attempt or the call, not
 * negative, or null without a limit
 */
public record CallContext(String policy, int attempt, @Nullable Duration remainingTime) {

	/**
	 * The context of the innermost protected call that this thread is in: while the
	 * method runs, or its fallback. What a future or a publisher does after the method
	 * has returned it is on no such thread.
	 * @return the context, or null outside of any
	 */
	public static @Nullable CallContext current() {
		Call call = Call.current();
		if (call == null) {
			return null;
		}
		long left = call.left(call.site().time().nanos());
		return new CallContext(call.site().policy(), call.attempt(),
				(left != Long.MAX_VALUE) ? Duration.ofNanos(Math.max(0, left)) : null);
	}

}
