package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.resilience.policy.CallSite;
import dev.resilience.policy.PolicyKind;

/**
 * A protected method, as somebody would look for it.
 *
 * @param type the class of the bean, or the interface that it was made of
 * @param method the method
 * @param name as {@code fully.qualified.Class#method}
 * @param signature as {@code Quote quote(String)}, to tell overloads apart
 * @param policies the policy of each kind that protects it; {@code none} for a fallback
 * without one
 * @param active the kinds that really do something: not switched off, and more than one
 * attempt
 * @param fallbackMethods the signatures of the fallback methods, those with the most
 * specific failure first; empty if the policy has the answer
 * @param site what is the same for all its calls
 */
public record MethodProtection(Class<?> type, Method method, String name, String signature,
		Map<PolicyKind, String> policies, Set<PolicyKind> active, List<String> fallbackMethods, CallSite site) {

	public MethodProtection {
		policies = Map.copyOf(policies);
		active = Set.copyOf(active);
		fallbackMethods = List.copyOf(fallbackMethods);
	}

}
