package dev.resilience.spring.actuate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.resilience.event.FailureInfo;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.policy.Checks;
import org.jspecify.annotations.Nullable;

/**
 * An event as the endpoint shows it.
 *
 * @param at when it happened
 * @param type the kind of event
 * @param code what happened, in one word
 * @param details what more there is to say, without any message of an exception
 */
record EventDescriptor(Instant at, String type, String code, Map<String, Object> details) {

	static EventDescriptor of(ResilienceEvent event) {
		return new EventDescriptor(event.at(), event.getClass().getSimpleName(), event.code(), details(event));
	}

	private static Map<String, Object> details(ResilienceEvent event) {
		Map<String, Object> details = new LinkedHashMap<>();
		if (event instanceof CircuitStateChanged changed) {
			details.put("from", changed.from());
			details.put("to", changed.to());
			details.put("reason", changed.reason());
			put(details, changed.lastFailure());
		}
		else if (event instanceof CallRejected rejected) {
			if (rejected.state() != null) {
				details.put("state", rejected.state());
			}
		}
		else if (event instanceof RetryScheduled retry) {
			details.put("attempt", retry.attempt());
			details.put("delayMillis", retry.delay().toMillis());
			put(details, retry.failure());
		}
		else if (event instanceof RetryGaveUp gaveUp) {
			details.put("attempts", gaveUp.attempts());
			put(details, gaveUp.failure());
		}
		else if (event instanceof TimeLimitPassed passed) {
			details.put("limit", Checks.text(passed.limit()));
			details.put("elapsedMillis", passed.elapsed().toMillis());
			details.put("overrun", passed.overrun());
		}
		else if (event instanceof FallbackUsed fallback) {
			put(details, fallback.failure());
		}
		return details;
	}

	private static void put(Map<String, Object> details, @Nullable FailureInfo failure) {
		if (failure != null) {
			details.put("failure", failure.type());
			details.put("category", failure.category());
		}
	}

}
