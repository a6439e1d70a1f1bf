package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.springframework.core.KotlinDetector;

/** What Kotlin makes of a function when it compiles it. */
final class Kotlin {

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private Kotlin() {
	}

	/**
	 * The name in the source. An internal function has the name of its module behind its
	 * own, as in {@code cachedQuote$shop}, and is public; lambdas have such names too,
	 * and are not.
	 */
	static String nameInSource(Method method) {
		String name = method.getName();
		int dollar = name.indexOf('$');
		boolean isInternal = dollar > 0 && dollar == name.lastIndexOf('$') && !name.endsWith("$default")
				&& Modifier.isPublic(method.getModifiers()) && isOfKotlin(method);
		return isInternal ? name.substring(0, dollar) : name;
	}

	/** Of such a function nothing comes back, so it fits whatever should. */
	static boolean returnsNothing(Method method) {
		return method.getReturnType() == Void.class && isOfKotlin(method);
	}

	static boolean isSuspend(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0 && types[types.length - 1].getName().equals(CONTINUATION);
	}

	private static boolean isOfKotlin(Method method) {
		return KotlinDetector.isKotlinType(method.getDeclaringClass());
	}

}
