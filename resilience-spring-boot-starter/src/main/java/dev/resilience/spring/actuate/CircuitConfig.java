package dev.resilience.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.spring.config.SpecValues;

/**
 * A circuit's effective configuration as the YAML would have it, section in section;
 * without what has no effect beside the rest.
 */
final class CircuitConfig {

	private CircuitConfig() {
	}

	static Map<String, Object> of(CircuitSpec spec) {
		Map<String, Object> values = SpecValues.of(spec);
		values.remove((spec.window().type() == WindowType.COUNT) ? "window.duration" : "window.size");
		if (spec.slowCallDuration() == null) {
			values.remove("slow-call-rate-threshold");
		}
		Map<String, Object> config = new LinkedHashMap<>();
		values.forEach((key, value) -> put(config, key, value));
		return config;
	}

	@SuppressWarnings("unchecked")
	private static void put(Map<String, Object> section, String key, Object value) {
		int dot = key.indexOf('.');
		if (dot < 0) {
			section.put(key, value);
		}
		else {
			put((Map<String, Object>) section.computeIfAbsent(key.substring(0, dot), (name) -> new LinkedHashMap<>()),
					key.substring(dot + 1), value);
		}
	}

}
