package dev.resilience.policy;

/** Something under way that can be given up. */
@FunctionalInterface
public interface Cancellable {

	/**
	 * Gives it up. Does nothing if it is over; may be called by any thread, and more than
	 * once.
	 */
	void cancel();

}
