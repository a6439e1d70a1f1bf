package dev.resilience.event;

/**
 * Is told what happens. In Spring, beans of this type are told everything.
 * <p>
 * Called on the thread on which it happened, by many at once, outside of every lock; so
 * two quick changes may be told in either order. One that throws harms no call and is
 * reported once; one that blocks holds up the call.
 */
@FunctionalInterface
public interface ResilienceListener {

	/**
	 * Something happened.
	 * @param event what
	 */
	void onEvent(ResilienceEvent event);

}
