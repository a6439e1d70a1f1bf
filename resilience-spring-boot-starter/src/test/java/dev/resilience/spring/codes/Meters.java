package dev.resilience.spring.codes;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The values of all our meters in one moment, by names as
 * {@code resilience.fallback.calls{outcome=used}}. The tag of the policy that is looked
 * at is left out; any other is left in.
 */
record Meters(Map<String, Double> values) {

	static Meters now(MeterRegistry registry, String policy) {
		Map<String, Double> values = new HashMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter.getId().getName().startsWith("resilience.")) {
				values.put(name(meter.getId(), policy), meter.measure().iterator().next().getValue());
			}
		}
		return new Meters(values);
	}

	private static String name(Meter.Id id, String policy) {
		String tags = id.getTags()
			.stream()
			.filter((tag) -> !(tag.getValue().equals(policy) && Set.of("policy", "circuit").contains(tag.getKey())))
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining(","));
		return tags.isEmpty() ? id.getName() : id.getName() + "{" + tags + "}";
	}

	/** The names of those that have changed since. */
	Set<String> movedSince(Meters before) {
		Set<String> moved = new TreeSet<>();
		this.values.forEach((name, value) -> {
			if (!value.equals(before.values.get(name))) {
				moved.add(name);
			}
		});
		return moved;
	}

}
