package dev.resilience.spring.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.resilience.check.CheckResult;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.EffectivePolicy;
import dev.resilience.spring.config.EffectiveValue;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.intercept.MethodProtection;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is protected, and how.
 *
 * @param settings what holds for the whole application, by key
 * @param methods the protected methods
 * @param policies the policies by name
 * @param checks the backends that can be asked, by name; left out if there are none
 */
record InventoryDescriptor(Map<String, ValueDescriptor> settings, List<MethodDescriptor> methods,
		Map<String, PolicyDescriptor> policies, @JsonInclude(Include.NON_EMPTY) Map<String, CheckDescriptor> checks) {

	static InventoryDescriptor of(ResilienceSettings settings, List<MethodProtection> methods,
			List<CheckResult> results, ShownValues shown) {
		Map<String, EffectivePolicy> known = new TreeMap<>();
		settings.policies().forEach((policy) -> known.put(policy.spec().name(), policy));
		Map<String, PolicyDescriptor> policies = new LinkedHashMap<>();
		known.forEach((name, policy) -> policies.put(name, PolicyDescriptor.of(policy, shown)));
		Map<String, CheckDescriptor> checks = new LinkedHashMap<>();
		results.forEach((result) -> checks.put(result.name(), CheckDescriptor.of(result)));
		return new InventoryDescriptor(values(settings.values(), shown),
				methods.stream().map((method) -> MethodDescriptor.of(method, settings, known)).toList(), policies,
				checks);
	}

	private static Map<String, ValueDescriptor> values(Map<String, EffectiveValue> values, ShownValues shown) {
		Map<String, ValueDescriptor> described = new LinkedHashMap<>();
		values.forEach((key, value) -> described.put(key, ValueDescriptor.of(value, shown)));
		return described;
	}

	/**
	 * A protected method.
	 *
	 * @param method as {@code fully.qualified.Class#method}
	 * @param signature tells overloads apart
	 * @param order the kinds that a call meets, outermost first; without those that are
	 * switched off
	 * @param policies the policy of each kind, switched off or not
	 * @param fallbackMethods what answers; empty if a policy does, or nothing
	 */
	record MethodDescriptor(String method, String signature, List<String> order, Map<String, String> policies,
			@JsonInclude(Include.NON_EMPTY) List<String> fallbackMethods) {

		static MethodDescriptor of(MethodProtection method, ResilienceSettings settings,
				Map<String, EffectivePolicy> known) {
			List<String> order = new ArrayList<>();
			Map<String, String> policies = new LinkedHashMap<>();
			for (PolicyKind kind : settings.order()) {
				String name = method.policies().get(kind);
				if (name != null) {
					policies.put(kind.key(), name);
					EffectivePolicy policy = known.get(name);
					Set<PolicyKind> off = (policy != null) ? policy.spec().off() : Set.of();
					if (!off.contains(kind)) {
						order.add(kind.key());
					}
				}
			}
			return new MethodDescriptor(method.name(), method.signature(), order, policies, method.fallbackMethods());
		}

	}

	/**
	 * A policy, section by section as in the YAML.
	 *
	 * @param bases the policies that it inherits from, the nearest first
	 * @param enabled whether it does anything
	 * @param sections the values of each section by key, as {@code backoff.delay}
	 */
	record PolicyDescriptor(@JsonInclude(Include.NON_EMPTY) List<String> bases, ValueDescriptor enabled,
			@JsonAnyGetter Map<String, Map<String, ValueDescriptor>> sections) {

		static PolicyDescriptor of(EffectivePolicy policy, ShownValues shown) {
			Map<String, Map<String, ValueDescriptor>> sections = new LinkedHashMap<>();
			Map<String, ValueDescriptor> values = values(policy.values(), shown);
			for (PolicyKind kind : PolicyKind.values()) {
				String prefix = kind.key() + ".";
				Map<String, ValueDescriptor> section = new LinkedHashMap<>();
				values.forEach((key, value) -> {
					if (key.startsWith(prefix)) {
						section.put(key.substring(prefix.length()), value);
					}
				});
				sections.put(kind.key(), section);
			}
			return new PolicyDescriptor(policy.bases(), Objects.requireNonNull(values.get("enabled")), sections);
		}

	}

	/**
	 * A value and where it comes from.
	 *
	 * @param value what holds, unless the application has it hidden
	 * @param source the level that it comes from
	 * @param property what writes it, if anything does
	 * @param origin file and line of that
	 */
	@JsonInclude(Include.NON_NULL)
	record ValueDescriptor(@Nullable Object value, String source, @Nullable String property, @Nullable String origin) {

		static ValueDescriptor of(EffectiveValue value, ShownValues shown) {
			return new ValueDescriptor(shown.of(value), value.source().name().toLowerCase(Locale.ROOT),
					value.property(), value.origin());
		}

	}

}
