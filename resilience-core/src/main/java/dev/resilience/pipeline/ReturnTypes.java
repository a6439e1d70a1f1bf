package dev.resilience.pipeline;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * Which return types a pipeline can serve. An outcome that comes after the method has
 * returned would be missed in silence, so such methods are refused.
 */
public final class ReturnTypes {

	/** By name, because none of them need be there. */
	private static final List<String> LATE = List.of("org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "kotlinx.coroutines.flow.Flow");

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private ReturnTypes() {
	}

	/**
	 * Why the method cannot be served.
	 * @param method the method
	 * @return the reason and what to do, or null if it can be
	 */
	public static @Nullable String problem(Method method) {
		Class<?> type = method.getReturnType();
		boolean late = CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| LATE.stream().anyMatch((name) -> isA(type, name));
		if (late) {
			return "it returns " + type.getName() + ", whose outcome comes after the method has returned; this version "
					+ "serves methods that return plain values and void";
		}
		boolean suspends = Arrays.stream(method.getParameterTypes())
			.anyMatch((parameter) -> parameter.getName().equals(CONTINUATION));
		return suspends
				? "it is a Kotlin suspend function; this version serves methods that return plain values and void"
				: null;
	}

	static void checkPlain(Method method) {
		String problem = problem(method);
		if (problem != null) {
			throw new IllegalArgumentException(
					method.getDeclaringClass().getName() + "#" + method.getName() + " cannot be protected: " + problem);
		}
	}

	private static boolean isA(@Nullable Class<?> type, String name) {
		if (type == null) {
			return false;
		}
		return type.getName().equals(name) || isA(type.getSuperclass(), name)
				|| Arrays.stream(type.getInterfaces()).anyMatch((parent) -> isA(parent, name));
	}

}
