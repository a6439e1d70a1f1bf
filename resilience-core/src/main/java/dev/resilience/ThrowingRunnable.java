package dev.resilience;

/**
 * Work that returns nothing and may throw.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {

	/**
	 * Does the work.
	 * @throws X if it fails
	 */
	void run() throws X;

}
