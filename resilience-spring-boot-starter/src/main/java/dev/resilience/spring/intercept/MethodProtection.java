package dev.resilience.spring.intercept;

import java.util.List;
import java.util.Map;

import dev.resilience.policy.PolicyKind;

/**
 * A protected method, as somebody would look for it.
 *
 * @param method as {@code fully.qualified.Class#method}
 * @param signature as {@code Quote quote(String)}, to tell overloads apart
 * @param policies the policy of each kind that protects it; {@code none} for a fallback
 * without one
 * @param fallbackMethods the signatures of the fallback methods, those with the most
 * specific failure first; empty if the policy has the answer
 */
public record MethodProtection(String method, String signature, Map<PolicyKind, String> policies,
		List<String> fallbackMethods) {

	public MethodProtection {
		policies = Map.copyOf(policies);
		fallbackMethods = List.copyOf(fallbackMethods);
	}

}
