package dev.resilience.pipeline;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

import dev.resilience.async.AsyncType;
import org.jspecify.annotations.Nullable;

/**
 * Which return types a pipeline can serve. An outcome that comes after the method has
 * returned, in a type that nobody here knows, would be missed in silence, so such methods
 * are refused. Immutable.
 */
public final class ReturnTypes {

	/** By name, because none of them need be there. */
	private static final List<String> PUBLISHERS = List.of("org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "kotlinx.coroutines.flow.Flow", "io.smallrye.mutiny.Uni",
			"io.reactivex.rxjava3.core.Single", "io.reactivex.rxjava3.core.Maybe",
			"io.reactivex.rxjava3.core.Completable", "io.reactivex.rxjava3.core.Observable", "io.reactivex.Single",
			"io.reactivex.Maybe", "io.reactivex.Completable", "io.reactivex.Observable", "rx.Observable", "rx.Single");

	/** What Spring MVC waits for after a controller's method has returned. */
	private static final List<String> OF_MVC = List.of("java.util.concurrent.Callable",
			"org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.context.request.async.WebAsyncTask",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
			"org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	/**
	 * Of classes of results; found out once for each. The values are Booleans because
	 * those of a class of ours would keep our class loader alive as long as the class of
	 * the result.
	 */
	private static final ClassValue<Boolean> LATER = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			Outcome outcome = Outcome.of(type);
			return outcome == Outcome.OF_FUTURE || outcome == Outcome.OF_PUBLISHER;
		}

	};

	/** When an object of a class tells its outcome, and what could stand in its place. */
	private enum Outcome {

		THERE(""),

		OF_FUTURE("CompletableFuture, CompletionStage or Future"),

		OF_PUBLISHER("Mono or Flux"),

		OF_MVC("CompletableFuture, or protect a method of a service that it calls");

		private final String instead;

		Outcome(String instead) {
			this.instead = instead;
		}

		static Outcome of(Class<?> type) {
			if (CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)) {
				return OF_FUTURE;
			}
			return isA(type, PUBLISHERS) ? OF_PUBLISHER : isA(type, ReturnTypes.OF_MVC) ? OF_MVC : THERE;
		}

	}

	private final List<AsyncType> asyncTypes;

	/** Of declared types. */
	private final Map<Class<?>, Outcome> outcomes = new ConcurrentHashMap<>();

	ReturnTypes(List<AsyncType> asyncTypes) {
		this.asyncTypes = List.copyOf(asyncTypes);
	}

	/**
	 * How a method is served whose outcome comes later.
	 * @param returnType what it declares, type variables resolved
	 * @return the type, or null for one that returns what it has done, or that cannot be
	 * served
	 */
	public @Nullable AsyncType asyncType(Class<?> returnType) {
		for (AsyncType type : this.asyncTypes) {
			if (type.serves(returnType)) {
				return type;
			}
		}
		return null;
	}

	/**
	 * Why the method cannot be served.
	 * @param method the method
	 * @param returnType what it declares, type variables resolved
	 * @return the reason and what to do, or null if it can be
	 */
	public @Nullable String problem(Method method, Class<?> returnType) {
		boolean suspends = Arrays.stream(method.getParameterTypes())
			.anyMatch((parameter) -> parameter.getName().equals(CONTINUATION));
		if (suspends) {
			return "it is a Kotlin suspend function, which this version does not serve; let it return a Mono or a "
					+ "CompletableFuture";
		}
		if (asyncType(returnType) != null) {
			return null;
		}
		Outcome outcome = this.outcomes.computeIfAbsent(returnType, Outcome::of);
		return (outcome == Outcome.THERE) ? null : "it returns " + returnType.getName() + ", whose outcome comes after "
				+ "the method has returned, and no policy can give its caller an object of that class; let it return "
				+ outcome.instead;
	}

	/** For those who protect an object that is no bean. */
	@Nullable AsyncType checked(Method method, Class<?> returnType) {
		String problem = problem(method, returnType);
		if (problem != null) {
			throw new IllegalArgumentException(
					method.getDeclaringClass().getName() + "#" + method.getName() + " cannot be protected: " + problem);
		}
		return asyncType(returnType);
	}

	/**
	 * Whether the outcome of what a method has returned is still to come.
	 * @param result the class of what was returned
	 */
	boolean comesLater(Class<?> result) {
		return LATER.get(result);
	}

	private static boolean isA(Class<?> type, List<String> names) {
		return names.stream().anyMatch((name) -> isA(type, name));
	}

	private static boolean isA(@Nullable Class<?> type, String name) {
		if (type == null) {
			return false;
		}
		return type.getName().equals(name) || isA(type.getSuperclass(), name)
				|| Arrays.stream(type.getInterfaces()).anyMatch((parent) -> isA(parent, name));
	}

}
