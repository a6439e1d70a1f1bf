package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.resilience.spring.config.EffectivePolicy;
import dev.resilience.spring.config.EffectiveValue;
import dev.resilience.spring.config.ResilienceSettings;

/**
 * What a document without mistakes comes to: of each key the value of the nearest level
 * that writes it, and where that stands.
 */
final class InForce {

	private final Map<List<String>, Entry> written = new HashMap<>();

	private final Writing writing;

	InForce(Document document, Writing writing) {
		this.writing = writing;
		document.entries().forEach((entry) -> this.written.put(entry.path(), entry));
	}

	/** Where what holds is something else. */
	List<String> differences(ResilienceSettings settings) {
		List<String> differences = new ArrayList<>();
		this.written.forEach((path, entry) -> {
			String key = Entry.key(path.subList(1, path.size()));
			if (settings.values().containsKey(key) && entry.inForce() != null) {
				compare(entry, settings.values().get(key), differences);
			}
		});
		Map<String, EffectivePolicy> policies = new HashMap<>();
		settings.policies().forEach((policy) -> policies.put(policy.spec().name(), policy));
		policies().forEach((name) -> {
			EffectivePolicy policy = policies.get(name);
			if (policy == null) {
				differences.add("policy: there is no " + name + " in " + policies.keySet());
			}
			else {
				Keys.OF_POLICIES.keySet().forEach((key) -> compare(name, key, policy, differences));
			}
		});
		return differences;
	}

	private Set<String> policies() {
		return this.written.keySet()
			.stream()
			.filter((path) -> path.get(1).equals("policies"))
			.map((path) -> path.get(2))
			.collect(Collectors.toSet());
	}

	private void compare(String name, String key, EffectivePolicy policy, List<String> differences) {
		for (List<String> level : levels(name)) {
			if (level.isEmpty()) {
				// ready-made ones have tests of their own
				return;
			}
			Entry entry = this.written.get(Entry.path(level, key));
			if (entry != null && entry.inForce() != null) {
				// beside an answer that is nearer
				if (!key.equals("fallback.empty")) {
					compare(entry, policy.values().get(key), differences);
				}
				return;
			}
		}
	}

	/** The nearest first; an empty one is ready-made. */
	private List<List<String>> levels(String name) {
		List<List<String>> levels = new ArrayList<>();
		for (String next = name; next != null;) {
			levels.add(Draft.policy(next));
			Entry base = this.written.get(Entry.path(Draft.policy(next), "base"));
			String own = next;
			next = (base != null) ? (String) base.inForce() : null;
			if (next != null && RightParts.READY_MADE.contains(next)
					&& (own.equals(next) || !policies().contains(next))) {
				levels.add(List.of());
				next = null;
			}
		}
		levels.add(Draft.DEFAULTS);
		return levels;
	}

	private void compare(Entry entry, EffectiveValue value, List<String> differences) {
		if (value == null || !value.value().equals(entry.inForce())) {
			differences.add("value: " + entry + " came to " + value + ", not to " + entry.inForce());
		}
		else if (!Objects.equals(value.origin(), "application.yml:" + line(entry, value))) {
			differences.add("origin: " + entry + " is at " + this.writing.line(entry) + ", not at " + value.origin());
		}
	}

	/** Of a list in a block it is that of its first element. */
	private int line(Entry entry, EffectiveValue value) {
		boolean block = entry.yaml().startsWith("\n") && !((List<?>) value.value()).isEmpty();
		return this.writing.line(entry) + (block ? 1 : 0);
	}

}
