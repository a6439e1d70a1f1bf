package dev.resilience.policy;

import java.util.Map;

import dev.resilience.time.TimeSource;

/**
 * What is the same for all calls of one protected method.
 *
 * @param where what to call the method in a warning
 * @param policy the policy that meters and {@code CallContext} name: the first that the
 * method names in the order retry, circuit, time limit, fallback; {@code none} without
 * one
 * @param attempts how often its retry runs the method at most, 1 without a retry
 * @param totalNanos how long a whole call may take, in nanoseconds, 0 for no limit
 * @param repeats whether the method may be run more than once for a call
 * @param detached whether the method may be run on another thread than the caller's
 * @param interruptsWorkers whether a worker runs the method, who is interrupted at the
 * limit
 * @param time the clock
 * @param carrier carries what hangs on the caller's thread to other threads
 * @param stackedRetries warns of retried methods that call this one
 * @param armed the time limits of the thread that a plain call is on
 * @param uneventful counts the plain calls in which nothing happens
 */
public record CallSite(String where, String policy, int attempts, long totalNanos, boolean repeats, boolean detached,
		boolean interruptsWorkers, TimeSource time, ContextCarrier carrier, StackedRetries stackedRetries,
		ArmedLimits armed, UneventfulCalls uneventful) {

	/**
	 * A site of calls that no time limit interrupts, and that are counted by nobody.
	 * @param where what to call the method in a warning
	 * @param policy the policy that is named
	 * @param time the clock
	 * @param carrier carries context
	 * @param stackedRetries warns
	 */
	public CallSite(String where, String policy, TimeSource time, ContextCarrier carrier,
			StackedRetries stackedRetries) {
		this(where, policy, 1, 0, false, false, false, time, carrier, stackedRetries, ArmedLimits.NONE,
				UneventfulCalls.NONE);
	}

}
