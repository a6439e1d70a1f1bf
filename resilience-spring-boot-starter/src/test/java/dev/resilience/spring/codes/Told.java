package dev.resilience.spring.codes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import org.springframework.context.event.EventListener;

/** What listeners and observations were told. */
class Told implements ResilienceListener, ObservationHandler<Observation.Context> {

	final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	final List<ResilienceEvent> applicationEvents = new CopyOnWriteArrayList<>();

	final List<String> observationEvents = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(ResilienceEvent event) {
		this.events.add(event);
	}

	@EventListener
	void onApplicationEvent(ResilienceEvent event) {
		this.applicationEvents.add(event);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.observationEvents.add(event.getName());
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	void forget() {
		this.events.clear();
		this.applicationEvents.clear();
		this.observationEvents.clear();
	}

}
