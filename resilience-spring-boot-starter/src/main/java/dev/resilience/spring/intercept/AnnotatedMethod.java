package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.Mistake;

import org.springframework.util.ClassUtils;

/**
 * What the annotations alone say of one method, read as the interceptor reads them. For
 * those who look at code and have no application context.
 *
 * @param policies the name of the policy for each kind that an annotation of its own asks
 * for; empty for a fallback without one
 * @param resilient the policies that {@code @Resilient} names; which kinds they write
 * only the configuration knows
 * @param obstacles why a start would refuse the annotations, in sentences that begin with
 * a verb
 */
public record AnnotatedMethod(Map<PolicyKind, String> policies, Set<String> resilient, List<String> obstacles) {

	private static final AnnotationReader ANNOTATIONS = new AnnotationReader((policy) -> Set.of());

	/**
	 * Reads a method.
	 * @param method the method, of the class or of one that it extends or implements
	 * @param targetClass the class of the object that it is called on, or an interface
	 * that a proxy is made of
	 * @return what it asks for, which may be nothing
	 */
	public static AnnotatedMethod of(Method method, Class<?> targetClass) {
		AskedPolicies asked = ProtectedBeans.isOfTheFramework(targetClass) ? null
				: ANNOTATIONS.read(ClassUtils.getMostSpecificMethod(method, targetClass), targetClass);
		if (asked == null) {
			return new AnnotatedMethod(Map.of(), Set.of(), List.of());
		}
		Map<PolicyKind, String> policies = new TreeMap<>();
		asked.policies().forEach((kind, policy) -> policies.put(kind, policy.name()));
		Set<String> resilient = new TreeSet<>();
		asked.resilient().forEach((policy) -> resilient.add(policy.name()));
		List<Mistake> mistakes = new ArrayList<>();
		Proxyability.check("", ClassUtils.getMostSpecificMethod(method, targetClass), targetClass, asked, mistakes);
		return new AnnotatedMethod(policies, resilient, mistakes.stream().map(Mistake::what).toList());
	}

}
