package dev.resilience.spring.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What observation handlers are told: each observation as it stopped, and each event with
 * the observation that it was written into.
 */
final class Observed implements ObservationHandler<Observation.Context> {

	/** Refuses what a real one must not be told, an event after the end for one. */
	final TestObservationRegistry registry = TestObservationRegistry.create();

	final List<String> events = new CopyOnWriteArrayList<>();

	final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

	Observed() {
		this.registry.observationConfig().observationHandler(this);
	}

	/** The stopped observations of protected calls, in the order of their ends. */
	List<ProtectedCallContext> calls() {
		return this.stopped.stream()
			.filter(ProtectedCallContext.class::isInstance)
			.map(ProtectedCallContext.class::cast)
			.toList();
	}

	ProtectedCallContext onlyCall() {
		List<ProtectedCallContext> calls = calls();
		if (calls.size() != 1) {
			throw new AssertionError("Expected one observed call, there are " + calls);
		}
		return calls.get(0);
	}

	/** The present observation's name, "none" outside of any. */
	String current() {
		Observation current = this.registry.getCurrentObservation();
		return name((current != null) ? current.getContextView() : null);
	}

	static String name(Observation.@Nullable ContextView context) {
		return (context != null) ? context.getName() : "none";
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.events.add(context.getName() + ": " + event.getContextualName());
	}

	@Override
	public void onStop(Observation.Context context) {
		this.stopped.add(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

}
