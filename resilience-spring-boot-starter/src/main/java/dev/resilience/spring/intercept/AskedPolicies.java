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
 * @param resilient the names in {@code @Resilient}, whatever they have brought
 */
record AskedPolicies(Map<PolicyKind, String> policies, @Nullable AskedFallback fallback, Set<String> resilient) {

	AskedPolicies {
		policies = Map.copyOf(policies);
		resilient = Set.copyOf(resilient);
	}

	/** The same without a fallback; the other kinds stay. */
	AskedPolicies withoutFallback() {
		Map<PolicyKind, String> others = new EnumMap<>(this.policies);
		others.remove(PolicyKind.FALLBACK);
		return new AskedPolicies(others, null, this.resilient);
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
