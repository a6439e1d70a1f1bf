package dev.resilience.policy;

/**
 * Knows the time limits that are armed on the calling thread. A call need not remember
 * what its thread remembers.
 */
@FunctionalInterface
public interface ArmedLimits {

	/** Where no thread is interrupted. */
	ArmedLimits NONE = (now) -> Long.MAX_VALUE;

	/**
	 * How long until the first of them passes.
	 * @param now the present reading of the clock
	 * @return nanoseconds, zero or less if it has passed, {@link Long#MAX_VALUE} if none
	 * is armed
	 */
	long left(long now);

}
