package dev.resilience.policy;

import org.jspecify.annotations.Nullable;

/** Is told, once, how something ended that has an outcome later. */
@FunctionalInterface
public interface Callback {

	/**
	 * It ended.
	 * @param result what it brought; null if it failed, or brought nothing
	 * @param failure what it failed with, or null if it did not
	 */
	void ended(@Nullable Object result, @Nullable Throwable failure);

}
