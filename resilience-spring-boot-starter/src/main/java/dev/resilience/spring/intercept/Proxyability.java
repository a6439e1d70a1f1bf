package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

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
	 * @return as the rest of a sentence that begins with the method, or null if it does
	 */
	static @Nullable String obstacle(Method method, Class<?> targetClass) {
		if (MethodSignature.isMadeOfInterfaces(targetClass)) {
			return null;
		}
		int modifiers = method.getModifiers();
		String word = Modifier.isPrivate(modifiers) ? "private"
				: Modifier.isStatic(modifiers) ? "static" : Modifier.isFinal(modifiers) ? "final" : null;
		if (word != null) {
			return "is " + word + ", so no proxy can intercept it and its annotation would do nothing";
		}
		return Modifier.isFinal(targetClass.getModifiers())
				? "stands in a final class, so no proxy can intercept it and its annotation would do nothing" : null;
	}

	/** The retry annotations of others that the method or its class carries as well. */
	static List<String> namesakes(Method method) {
		MergedAnnotations onMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onClass = MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY);
		return NAMESAKES.stream().filter((name) -> onMethod.isPresent(name) || onClass.isPresent(name)).toList();
	}

}
