package dev.resilience;

import dev.resilience.failure.FailureVerdict;

/**
 * Policies for code that has no annotation. In Spring there is a bean of this type;
 * without Spring the engine's builder makes one. Safe for use by many threads.
 */
public interface Resilience {

	/**
	 * The calls that a policy protects: with the sections that {@code @Resilient} of that
	 * name would apply.
	 * @param name the policy's name
	 * @return the protected calls; worth keeping, but cheap to ask for again
	 * @throws IllegalArgumentException if there is no such policy; the message names the
	 * nearest
	 */
	ProtectedCalls policy(String name);

	/**
	 * What a failure is, for anybody, in a catch block too.
	 * @param failure what was thrown
	 * @return the verdict that every policy goes by
	 */
	FailureVerdict classify(Throwable failure);

}
