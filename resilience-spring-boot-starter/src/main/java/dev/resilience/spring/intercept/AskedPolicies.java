package dev.resilience.spring.intercept;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of one method ask for.
 *
 * @param policies the policy for each kind that is asked for; for a fallback without a
 * policy the name is empty
 * @param fallback the fallback annotation, or null if none names one
 * @param resilient what {@code @Resilient} names, whatever that has brought
 */
record AskedPolicies(Map<PolicyKind, AskedPolicy> policies, @Nullable AskedFallback fallback,
		Set<AskedPolicy> resilient) {

	AskedPolicies {
		policies = Map.copyOf(policies);
		resilient = Set.copyOf(resilient);
	}

	/** Whether nothing stands on the method itself. */
	boolean isOnClassAlone() {
		return this.policies.values().stream().allMatch(AskedPolicy::onClass)
				&& this.resilient.stream().allMatch(AskedPolicy::onClass);
	}

	/** The same without a fallback; the other kinds stay. */
	AskedPolicies withoutFallback() {
		Map<PolicyKind, AskedPolicy> others = new EnumMap<>(this.policies);
		others.remove(PolicyKind.FALLBACK);
		return new AskedPolicies(others, null, this.resilient);
	}

	/**
	 * A policy as an annotation names it.
	 *
	 * @param name the policy's name
	 * @param annotation the annotation in words, as {@code @Retryable}
	 * @param onClass whether it stands on a class and so speaks for all its methods
	 * @param place the class or the method that it stands on, whoever inherits it: one
	 * annotation is one mistake, however many methods it speaks for
	 */
	record AskedPolicy(String name, String annotation, boolean onClass, String place) {
	}

	/**
	 * What a {@code @Fallback} says.
	 *
	 * @param method the fallback method's name, or empty
	 * @param bean the class of the bean that has it, or {@code void}
	 * @param onClass whether it stands on a class and so speaks for all its methods
	 */
	record AskedFallback(String method, Class<?> bean, boolean onClass) {
	}

}
