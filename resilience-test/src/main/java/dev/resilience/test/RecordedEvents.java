package dev.resilience.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;

/** What happened, as events tell it. Safe for use by many threads. */
public final class RecordedEvents implements ResilienceListener {

	private final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	RecordedEvents() {
	}

	@Override
	public void onEvent(ResilienceEvent event) {
		this.events.add(event);
	}

	/**
	 * What happened to one policy.
	 * @param policy its name
	 * @return the events in their order
	 */
	public List<ResilienceEvent> of(String policy) {
		return of(policy, ResilienceEvent.class);
	}

	/**
	 * What happened to one policy, of one kind.
	 * @param policy its name
	 * @param kind the event's class, such as {@link ResilienceEvent.CallRejected}
	 * @param <E> the event's class
	 * @return the events in their order
	 */
	public <E extends ResilienceEvent> List<E> of(String policy, Class<E> kind) {
		return this.events.stream()
			.filter((event) -> kind.isInstance(event) && event.policy().equals(policy))
			.map(kind::cast)
			.toList();
	}

	/**
	 * Everything that happened.
	 * @return the events in their order
	 */
	public List<ResilienceEvent> all() {
		return List.copyOf(this.events);
	}

	/** Forgets what happened so far. */
	public void clear() {
		this.events.clear();
	}

}
