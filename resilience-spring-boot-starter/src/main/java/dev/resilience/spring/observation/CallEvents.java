package dev.resilience.spring.observation;

import java.util.Locale;
import java.util.function.Supplier;

import dev.resilience.CallContext;
import dev.resilience.event.FailureInfo;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureCategory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Writes what happens to a call into the observation that it belongs to, so that a trace
 * tells of it. Events are told in the context of their call, whatever thread they are
 * told on. Changes of a circuit belong to no call.
 */
public final class CallEvents implements ResilienceListener, AopInfrastructureBean {

	private final Supplier<ObservationRegistry> registry;

	/**
	 * Makes the listener.
	 * @param registry what knows the current observation; looked up at the events
	 */
	public CallEvents(Supplier<ObservationRegistry> registry) {
		this.registry = registry;
	}

	/** Without a registry there is nothing to look up on the thread. */
	@Override
	public boolean listensTo(Class<? extends ResilienceEvent> kind) {
		ObservationRegistry known = this.registry.get();
		return known != ObservationRegistry.NOOP && kind != CircuitStateChanged.class
				&& known.getCurrentObservation() != null;
	}

	@Override
	public void onEvent(ResilienceEvent event) {
		if (event instanceof CircuitStateChanged) {
			return;
		}
		Observation current = this.registry.get().getCurrentObservation();
		if (current != null) {
			String name = name(event);
			current.event(Observation.Event.of(name, name + details(event)));
		}
	}

	/** The code, spelt as meters are: some registries count events by it. */
	private static String name(ResilienceEvent event) {
		return "resilience." + event.code().toLowerCase(Locale.ROOT).replace('_', '.');
	}

	private static String details(ResilienceEvent event) {
		StringBuilder details = new StringBuilder(" policy=").append(event.policy());
		FailureCategory category = category(event);
		Integer attempt = attempt(event, category);
		if (attempt != null) {
			details.append(" attempt=").append(attempt);
		}
		if (event instanceof RetryScheduled retry) {
			details.append(" delay=").append(retry.delay().toMillis()).append("ms");
		}
		if (category != null) {
			details.append(" category=").append(category);
		}
		return details.toString();
	}

	/** Of a refusal there is none, nor of what a fallback made of it. */
	private static @Nullable Integer attempt(ResilienceEvent event, @Nullable FailureCategory category) {
		if (event instanceof RetryScheduled retry) {
			return retry.attempt();
		}
		if (event instanceof RetryGaveUp gaveUp) {
			return gaveUp.attempts();
		}
		CallContext call = (category != FailureCategory.REJECTED) ? CallContext.current() : null;
		return (call != null) ? call.attempt() : null;
	}

	private static @Nullable FailureCategory category(ResilienceEvent event) {
		if (event instanceof TimeLimitPassed) {
			return FailureCategory.TIMEOUT;
		}
		if (event instanceof CallRejected) {
			return FailureCategory.REJECTED;
		}
		FailureInfo failure = (event instanceof RetryScheduled retry) ? retry.failure()
				: (event instanceof RetryGaveUp gaveUp) ? gaveUp.failure()
						: (event instanceof FallbackUsed fallback) ? fallback.failure() : null;
		return (failure != null) ? failure.category() : null;
	}

}
