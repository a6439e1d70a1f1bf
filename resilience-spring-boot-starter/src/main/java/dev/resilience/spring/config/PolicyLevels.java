package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.resilience.pipeline.NearestNames;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.EffectiveValue.Source;
import dev.resilience.spring.config.PolicyProperties.Section;
import org.jspecify.annotations.Nullable;

/**
 * The levels that a policy is made of, nearest first: itself, its base, that one's base
 * (the last may be a ready-made one), and at last the defaults. Merges them, and knows
 * which of them wrote a key.
 */
final class PolicyLevels {

	private static final String DEFAULTS = "resilience.defaults";

	/** The key of each level and what it writes. */
	private final Map<String, PolicyProperties> levels = new LinkedHashMap<>();

	/** The policy and its bases. */
	private final List<String> names = new ArrayList<>();

	private final BoundKeys keys;

	private @Nullable PolicyProperties merged;

	private PolicyLevels(BoundKeys keys) {
		this.keys = keys;
	}

	static PolicyLevels of(String name, ResilienceProperties properties, ReadyMadePolicies readyMade, BoundKeys keys,
			Mistakes mistakes) {
		PolicyLevels levels = new PolicyLevels(keys);
		Map<String, PolicyProperties> policies = properties.policies();
		String next = name;
		while (next != null && policies != null) {
			if (levels.isReadyMade(next, policies)) {
				levels.levels.put(ReadyMadePolicies.key(next), readyMade.get(next));
				levels.names.add(next);
				break;
			}
			PolicyProperties policy = policies.get(next);
			if (policy == null || levels.names.contains(next)) {
				mistakes.add((policy == null) ? levels.unknownBase(next, policies) : levels.circle(next));
				break;
			}
			levels.levels.put(key(next), policy);
			levels.names.add(next);
			next = policy.base();
		}
		levels.levels.putAll(ofDefaults(properties, keys).levels);
		return levels;
	}

	/**
	 * A policy of the user's comes before a ready-made one of the same name. It can still
	 * start from that one, which is no circle.
	 */
	private boolean isReadyMade(String base, Map<String, PolicyProperties> policies) {
		boolean ofItsOwnName = !this.names.isEmpty() && base.equals(this.names.get(this.names.size() - 1));
		return ReadyMadePolicies.NAMES.contains(base) && (ofItsOwnName || !policies.containsKey(base));
	}

	static PolicyLevels ofDefaults(ResilienceProperties properties, BoundKeys keys) {
		PolicyLevels levels = new PolicyLevels(keys);
		levels.levels.put(DEFAULTS, (properties.defaults() != null) ? properties.defaults() : PolicyProperties.NONE);
		return levels;
	}

	/** A policy's key, in brackets where the name has what a key cannot have. */
	static String key(String name) {
		return "resilience.policies" + (name.matches("[\\w-]+") ? "." + name : "[" + name + "]");
	}

	private Mistake unknownBase(String base, Map<String, PolicyProperties> policies) {
		String last = this.names.get(this.names.size() - 1);
		String where = key(last) + ".base";
		Set<String> others = new LinkedHashSet<>(policies.keySet());
		others.remove(last);
		others.addAll(ReadyMadePolicies.NAMES);
		return new Mistake(where, this.keys.origin(where), "is '" + base + "', which is no policy",
				NearestNames.hint(base, others));
	}

	/** The same words from wherever somebody comes into the circle. */
	private Mistake circle(String base) {
		List<String> circle = new ArrayList<>(this.names.subList(this.names.indexOf(base), this.names.size()));
		Collections.rotate(circle, -circle.indexOf(Collections.min(circle)));
		String first = circle.get(0);
		String where = key(first) + ".base";
		return new Mistake(
				where, this.keys.origin(where), "leads back to '" + first
						+ "', and policies cannot inherit in a circle: " + String.join(" -> ", circle) + " -> " + first,
				"Take one of the bases out of the circle.");
	}

	/** Every key of the nearest level that writes it. */
	PolicyProperties merged() {
		if (this.merged == null) {
			this.merged = merge();
		}
		return this.merged;
	}

	private PolicyProperties merge() {
		PolicyProperties merged = PolicyProperties.NONE;
		for (PolicyProperties level : this.levels.values()) {
			PolicyProperties overlaid = Overlay.of(merged, level);
			merged = (overlaid != null) ? overlaid : merged;
		}
		return merged;
	}

	/** Whether the policy itself is switched on; that is not inherited. */
	boolean isEnabled() {
		return !Boolean.FALSE.equals(this.levels.values().iterator().next().enabled());
	}

	/** The kinds that the policy or its base writes; the defaults do not count. */
	Set<PolicyKind> written() {
		Set<PolicyKind> written = EnumSet.noneOf(PolicyKind.class);
		this.levels.forEach((key, level) -> {
			if (!key.equals(DEFAULTS)) {
				for (PolicyKind kind : PolicyKind.values()) {
					if (section(kind).apply(level) != null || this.keys.isWritten(key + "." + kind.key())) {
						written.add(kind);
					}
				}
			}
		});
		return written;
	}

	private static Function<PolicyProperties, @Nullable Section> section(PolicyKind kind) {
		return switch (kind) {
			case FALLBACK -> PolicyProperties::fallback;
			case CIRCUIT -> PolicyProperties::circuit;
			case RETRY -> PolicyProperties::retry;
			case TIME_LIMIT -> PolicyProperties::timeLimit;
		};
	}

	/** Whether a section is switched on, which is inherited. */
	boolean isEnabled(PolicyKind kind) {
		Section section = section(kind).apply(merged());
		return section == null || !Boolean.FALSE.equals(section.enabled());
	}

	/**
	 * The full key where a user can change it: on the level that the value comes from, or
	 * else, and if that one is ready-made, on the nearest.
	 */
	String locate(String key) {
		String written = find(key);
		return (written != null && readyMade(key) == null) ? written : nearest() + "." + key;
	}

	/**
	 * The ready-made policy that the value comes from, in words, or null if it does not.
	 */
	@Nullable String readyMade(String key) {
		String written = find(key);
		return (written != null) ? ReadyMadePolicies.origin(written) : null;
	}

	/** The full key on the nearest level that writes it, or null if none does. */
	@Nullable String find(String key) {
		for (Map.Entry<String, PolicyProperties> level : this.levels.entrySet()) {
			String written = level.getKey() + "." + key;
			if (this.keys.isWritten(written) && isSomething(level.getValue(), key)) {
				return written;
			}
		}
		return null;
	}

	/**
	 * An empty text leaves a key as if it were not written, but for an answer, which can
	 * be one.
	 */
	private static boolean isSomething(PolicyProperties level, String key) {
		return key.startsWith("fallback.value") || Overlay.at(level, key) != null;
	}

	/** The full key of the policy itself, or null if it does not write it. */
	@Nullable String own(String key) {
		String own = nearest() + "." + key;
		return (this.keys.isWritten(own) && isSomething(this.levels.values().iterator().next(), key)) ? own : null;
	}

	/** Which sort of level a full key stands on. */
	Source source(String property) {
		if (property.startsWith(DEFAULTS + ".")) {
			return Source.DEFAULTS;
		}
		return property.startsWith(nearest() + ".") ? Source.POLICY : Source.BASE;
	}

	/** The key of the policy itself. */
	String nearest() {
		return this.levels.keySet().iterator().next();
	}

	/** The names of the policies that this one inherits from, the nearest first. */
	List<String> bases() {
		return this.names.subList(1, this.names.size());
	}

	Map<String, PolicyProperties> levels() {
		return this.levels;
	}

}
