package dev.resilience.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordedEvents implements ResilienceListener {

	private final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(ResilienceEvent event) {
		this.events.add(event);
	}

	/**
	 * Everything that was told.
	 * @return the events in their order
	 */
	public List<ResilienceEvent> all() {
		return List.copyOf(this.events);
	}

	/**
	 * What was told of one type.
	 * @param type the type
	 * @param <E> the type
	 * @return the events in their order
	 */
	public <E extends ResilienceEvent> List<E> of(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
