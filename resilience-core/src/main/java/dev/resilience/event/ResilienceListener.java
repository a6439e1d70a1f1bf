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

	/**
	 * Whether an event of this kind would be of interest now. Asked before each, on the
	 * thread on which it would be told: one that nobody wants is not even made. One that
	 * somebody else wants is told to everybody.
	 * @param kind the event's class
	 * @return true, unless the listener knows that it would do nothing
	 */
	default boolean listensTo(Class<? extends ResilienceEvent> kind) {
		return true;
	}

}
