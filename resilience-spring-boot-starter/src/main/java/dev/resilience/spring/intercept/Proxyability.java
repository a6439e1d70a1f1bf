package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.fallback.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** What a proxy cannot see; there an annotation would do nothing, in silence. */
final class Proxyability {

	/** Retries of others under the same simple name. */
	private static final List<String> NAMESAKES = List.of("org.springframework.resilience.annotation.Retryable",
			"org.springframework.retry.annotation.Retryable");

	private Proxyability() {
	}

	/**
	 * Whether there can be a proxy of the class at all; to try in vain would hide our
	 * report behind another.
	 */
	static boolean isPossible(Class<?> targetClass) {
		return !Modifier.isFinal(targetClass.getModifiers()) || MethodSignature.isMadeOfInterfaces(targetClass);
	}

	/**
	 * Why a call of the method never reaches a proxy.
	 * @param where the method
	 * @return the mistake, or null if it does
	 */
	static @Nullable Mistake obstacle(String where, Method method, Class<?> targetClass) {
		if (MethodSignature.isMadeOfInterfaces(targetClass)) {
			return null;
		}
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return obstacle(where, "is private", "Make the method public, and call it from another bean.");
		}
		if (Modifier.isStatic(modifiers)) {
			return obstacle(where, "is static", "Make it a method of the bean, without static.");
		}
		if (Modifier.isFinal(modifiers)) {
			return obstacle(where, "is final", "Take final off the method; in Kotlin, make it open.");
		}
		return Modifier.isFinal(targetClass.getModifiers()) ? obstacle(where, "stands in a final class",
				"Take final off the class, or annotate a method of an interface; in Kotlin, make the class open; a "
						+ "record cannot be protected.")
				: null;
	}

	private static Mistake obstacle(String where, String what, String remedy) {
		return new Mistake(where, what + ", so no proxy can intercept it and its annotation would do nothing", remedy);
	}

	/** The retry annotations of others that the method or its class carries as well. */
	static List<String> namesakes(Method method) {
		MergedAnnotations onMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onClass = MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY);
		return NAMESAKES.stream().filter((name) -> onMethod.isPresent(name) || onClass.isPresent(name)).toList();
	}

}
