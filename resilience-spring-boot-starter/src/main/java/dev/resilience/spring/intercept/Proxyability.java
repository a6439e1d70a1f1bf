package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.fallback.MethodSignature;

import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** What a proxy cannot see; there an annotation would do nothing, in silence. */
final class Proxyability {

	private static final String OTHERWISE_FINAL = "in Kotlin, make it open. A record or an enum cannot be protected: "
			+ "move the method to a class.";

	private Proxyability() {
	}

	/**
	 * Whether there can be a proxy of the class at all; to try in vain would hide our
	 * report behind another.
	 */
	static boolean isPossible(Class<?> targetClass) {
		return !Modifier.isFinal(targetClass.getModifiers()) || MethodSignature.isMadeOfInterfaces(targetClass);
	}

	/** Notes why an annotation of ours on the method would do nothing, or too much. */
	static void check(String where, Method method, Class<?> targetClass, AskedPolicies asked,
			Collection<Mistake> mistakes) {
		if (AnnotationReader.isAnnotatedItself(method) && MergedAnnotations.from(method).isPresent(Bean.class)) {
			mistakes.add(new Mistake(where,
					"is a @Bean method, so its annotation would protect the making of the bean, once, and none of the "
							+ "bean's methods",
					"Write it on the bean's class, or on its interface."));
		}
		else if (!MethodSignature.isMadeOfInterfaces(targetClass)) {
			checkModifiers(where, method, targetClass, asked, mistakes);
		}
		if (asked.policies().containsKey(PolicyKind.RETRY)) {
			namesakes(method).forEach((namesake) -> mistakes.add(new Mistake(where,
					"carries both our @Retryable or @Resilient and @" + namesake + ": their attempts would multiply",
					"Keep one of the two; check the imports.")));
		}
	}

	private static void checkModifiers(String where, Method method, Class<?> targetClass, AskedPolicies asked,
			Collection<Mistake> mistakes) {
		String declared = method.getDeclaringClass().getName() + "#" + method.getName();
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			mistakes.add(obstacle(declared, "is private", "Make the method public, and call it from another bean."));
		}
		else if (Modifier.isStatic(modifiers)) {
			mistakes.add(obstacle(declared, "is static", "Make it a method of the bean, without static."));
		}
		else if (Modifier.isFinal(modifiers)) {
			mistakes.add(obstacle(declared, "is final", "Take final off the method; in Kotlin, make it open."));
		}
		else if (Modifier.isFinal(targetClass.getModifiers())) {
			mistakes.add(asked.isOnClassAlone()
					? obstacle(targetClass.getName(), "is a final class",
							"Take final off the class; " + OTHERWISE_FINAL)
					: obstacle(where, "stands in a final class", "Take final off the class; " + OTHERWISE_FINAL));
		}
	}

	private static Mistake obstacle(String where, String what, String remedy) {
		return new Mistake(where, what + ", so no proxy can intercept it and its annotation would do nothing", remedy);
	}

	/** The retry annotations of others that the method or its class carries as well. */
	private static List<String> namesakes(Method method) {
		MergedAnnotations onMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onClass = MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY);
		return Stream.of(OtherRetryable.values())
			.map(OtherRetryable::annotation)
			.filter((name) -> onMethod.isPresent(name) || onClass.isPresent(name))
			.toList();
	}

}
