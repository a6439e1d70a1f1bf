package dev.resilience.spring.async;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

/** The return types that are served, and how a caller of each has the outcome. */
enum ReturnType {

	VALUE(AllReturnTypes::value, "answer"),

	VOID((bean) -> {
		bean.nothing();
		return null;
	}, (Object) null),

	PRIMITIVE(AllReturnTypes::primitive, 42),

	COMPLETABLE_FUTURE(AllReturnTypes::completableFuture, "answer"),

	COMPLETION_STAGE(AllReturnTypes::completionStage, "answer"),

	FUTURE(AllReturnTypes::future, "answer"),

	MONO(AllReturnTypes::mono, "answer"),

	FLUX(AllReturnTypes::flux, "a", "b"),

	PUBLISHER(AllReturnTypes::publisher, "a", "b");

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Function<AllReturnTypes, Object> method;

	private final Object[] answer;

	ReturnType(Function<AllReturnTypes, Object> method, Object... answer) {
		this.method = method;
		this.answer = answer;
	}

	/** What the method brings where nothing is wrong. */
	Object[] answer() {
		return this.answer.clone();
	}

	boolean comesLater() {
		return ordinal() >= COMPLETABLE_FUTURE.ordinal();
	}

	boolean isPublisher() {
		return ordinal() >= MONO.ordinal();
	}

	boolean isStream() {
		return ordinal() >= FLUX.ordinal();
	}

	/** The elements of the outcome; one, which may be null, where there is no stream. */
	List<Object> call(AllReturnTypes bean) throws Throwable {
		return outcome(this.method.apply(bean));
	}

	/** What the caller is given, before it waits for anything. */
	Object begin(AllReturnTypes bean) {
		return this.method.apply(bean);
	}

	List<Object> outcome(Object returned) throws Throwable {
		try {
			if (returned instanceof Publisher<?> publisher) {
				return Flux.from(publisher).cast(Object.class).collectList().block(LONG);
			}
			Object result = (returned instanceof CompletionStage<?> stage) ? stage.toCompletableFuture() : returned;
			return Collections.singletonList(
					(result instanceof Future<?> future) ? future.get(LONG.toSeconds(), TimeUnit.SECONDS) : result);
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
		catch (RuntimeException ex) {
			throw Exceptions.unwrap(ex);
		}
	}

}
