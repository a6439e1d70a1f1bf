package dev.resilience.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureTypes;
import dev.resilience.policy.Checks;

/** A circuit's effective configuration, under the names and in the words of the YAML. */
final class CircuitConfig {

	private CircuitConfig() {
	}

	static Map<String, Object> of(CircuitSpec spec) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("failure-threshold", spec.failureThreshold());
		config.put("failure-threshold-span", Checks.text(spec.failureThresholdSpan()));
		config.put("failure-rate-threshold", spec.failureRateThreshold());
		if (spec.slowCallDuration() != null) {
			config.put("slow-call-duration", Checks.text(spec.slowCallDuration()));
			config.put("slow-call-rate-threshold", spec.slowCallRateThreshold());
		}
		config.put("window", window(spec.window()));
		config.put("open-duration", Checks.text(spec.openDuration()));
		config.put("open-duration-multiplier", spec.openDurationMultiplier());
		config.put("open-duration-max", Checks.text(spec.openDurationMax()));
		Map<String, Object> halfOpen = new LinkedHashMap<>();
		halfOpen.put("permitted-calls", spec.halfOpen().permittedCalls());
		halfOpen.put("success-threshold", spec.halfOpen().successThreshold());
		halfOpen.put("max-duration", Checks.text(spec.halfOpen().maxDuration()));
		config.put("half-open", halfOpen);
		config.put("record", names(spec.record()));
		config.put("ignore", names(spec.ignore()));
		return config;
	}

	private static Map<String, Object> window(CircuitSpec.Window window) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("type", window.type().name().toLowerCase(Locale.ROOT));
		if (window.type() == CircuitSpec.WindowType.COUNT) {
			config.put("size", window.size());
		}
		else {
			config.put("duration", Checks.text(window.duration()));
		}
		config.put("minimum-calls", window.minimumCalls());
		return config;
	}

	private static List<String> names(FailureTypes types) {
		return types.classes().stream().map(Class::getName).toList();
	}

}
