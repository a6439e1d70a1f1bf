package dev.resilience.spring.config;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.resilience.fallback.EmptyValue;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.EffectiveValue.Source;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Tells of each value of a policy where it comes from. The values are the spec's, so they
 * are what holds, whatever was written.
 */
final class PolicyValues {

	private final PolicyLevels levels;

	private final BoundKeys keys;

	private final Environment environment;

	private final Map<String, EffectiveValue> values = new LinkedHashMap<>();

	private PolicyValues(PolicyLevels levels, BoundKeys keys, Environment environment) {
		this.levels = levels;
		this.keys = keys;
		this.environment = environment;
	}

	static Map<String, EffectiveValue> of(PolicySpec spec, PolicyLevels levels, BoundKeys keys,
			Environment environment) {
		PolicyValues policy = new PolicyValues(levels, keys, environment);
		policy.put("enabled", levels.isEnabled(), levels.own("enabled"));
		for (PolicyKind kind : PolicyKind.values()) {
			policy.put(kind.key() + ".enabled", levels.isEnabled(kind));
			SpecValues.of(section(spec, kind)).forEach((key, value) -> policy.put(kind.key() + "." + key, value));
		}
		policy.putAnswer(spec);
		return policy.values;
	}

	private static Record section(PolicySpec spec, PolicyKind kind) {
		return switch (kind) {
			case FALLBACK -> spec.fallback();
			case CIRCUIT -> spec.circuit();
			case RETRY -> spec.retry();
			case TIME_LIMIT -> spec.timeLimit();
		};
	}

	/**
	 * A fallback's answer is made when it is needed; here it is shown as it was written.
	 */
	private void putAnswer(PolicySpec spec) {
		Object answer = spec.fallback().value();
		boolean empty = answer == EmptyValue.INSTANCE;
		// what is written farther away does not hold beside a nearer value
		put("fallback.empty", empty, (empty || answer == null) ? this.levels.find("fallback.empty") : null);
		if (answer instanceof BoundValue bound) {
			Object written = UntypedValue.read(this.environment, bound.key());
			put("fallback.value", (written != null) ? written : "", bound.key());
		}
	}

	private void put(String key, Object value) {
		put(key, value, this.levels.find(key));
	}

	private void put(String key, Object value, @Nullable String property) {
		Source source = (property != null) ? this.levels.source(property) : Source.DEFAULT;
		String readyMade = (property != null) ? ReadyMadePolicies.origin(property) : null;
		String origin = (property != null) ? this.keys.origin(property) : null;
		// what is ready-made stands in no property that a user could look up
		this.values.put(key, (readyMade != null) ? new EffectiveValue(value, source, null, readyMade)
				: new EffectiveValue(value, source, property, origin));
	}

}
