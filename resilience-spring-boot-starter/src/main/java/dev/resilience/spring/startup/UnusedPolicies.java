package dev.resilience.spring.startup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.config.EffectivePolicy;
import dev.resilience.spring.intercept.MethodProtection;

/** Finds policies that nothing goes by. */
final class UnusedPolicies {

	private UnusedPolicies() {
	}

	static List<String> find(List<EffectivePolicy> policies, List<MethodProtection> methods, ResilienceEngine engine) {
		Set<String> used = new HashSet<>();
		methods.forEach((method) -> used.addAll(method.policies().values()));
		// a base of the same name is the ready-made one
		policies.forEach((policy) -> policy.bases()
			.stream()
			.filter((base) -> !base.equals(policy.spec().name()))
			.forEach(used::add));
		return policies.stream()
			.filter((policy) -> !used.contains(policy.spec().name()) && !engine.isAskedFor(policy.spec().name()))
			.map(UnusedPolicies::warning)
			.toList();
	}

	private static String warning(EffectivePolicy policy) {
		return "Policy '" + policy.spec().name() + "'" + ((policy.origin() != null) ? " (" + policy.origin() + ")" : "")
				+ " is used by no method and by no code so far, and is no other policy's base. Name it in an annotation, or "
				+ "take it out; if code asks for it later, all is well.";
	}

}
