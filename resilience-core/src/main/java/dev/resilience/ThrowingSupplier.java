package dev.resilience;

import org.jspecify.annotations.Nullable;

/**
 * Work that returns something and may throw.
 *
 * @param <T> what it returns
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ThrowingSupplier<T extends @Nullable Object, X extends Throwable> {

	/**
	 * Does the work.
	 * @return the result
	 * @throws X if it fails
	 */
	T get() throws X;

}
