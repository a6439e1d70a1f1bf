package dev.resilience.policy;

import dev.resilience.time.TimeSource;

/**
 * What is the same for all calls of one protected method.
 *
 * @param policy the policy that meters and {@code CallContext} name: the first that the
 * method names in the order retry, circuit, time limit, fallback; {@code none} without
 * one
 * @param totalNanos how long a whole call may take, in nanoseconds, 0 for no limit
 * @param repeats whether the method may be run more than once for a call
 * @param detached whether the method may be run on another thread than the caller's
 * @param time the clock
 * @param carrier carries what hangs on the caller's thread to other threads
 */
public record CallSite(String policy, long totalNanos, boolean repeats, boolean detached, TimeSource time,
		ContextCarrier carrier) {
}
