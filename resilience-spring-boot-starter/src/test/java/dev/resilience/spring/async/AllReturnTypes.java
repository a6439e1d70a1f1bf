package dev.resilience.spring.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A method for every return type that is served. */
@Resilient("payments")
class AllReturnTypes {

	/** What the method does; null in proxies. */
	private final Acts acts;

	AllReturnTypes(Acts acts) {
		this.acts = acts;
	}

	public String value() {
		return this.acts.plain("answer");
	}

	public void nothing() {
		this.acts.plain("answer");
	}

	public int primitive() {
		return this.acts.plain(42);
	}

	public CompletableFuture<String> completableFuture() {
		return this.acts.stage("answer");
	}

	public CompletionStage<String> completionStage() {
		return this.acts.stage("answer");
	}

	public Future<String> future() {
		return this.acts.future("answer");
	}

	public Mono<String> mono() {
		return this.acts.mono("answer");
	}

	public Flux<String> flux() {
		return this.acts.flux("a", "b");
	}

	public Publisher<String> publisher() {
		return this.acts.flux("a", "b");
	}

	/** With a fallback method for each. */
	@Resilient("payments")
	static class Answered extends AllReturnTypes {

		Answered(Acts acts) {
			super(acts);
		}

		@Override
		@Fallback(method = "plain")
		public String value() {
			return super.value();
		}

		@Override
		@Fallback(method = "plain")
		public void nothing() {
			super.nothing();
		}

		@Override
		@Fallback(method = "number")
		public int primitive() {
			return super.primitive();
		}

		@Override
		@Fallback(method = "later")
		public CompletableFuture<String> completableFuture() {
			return super.completableFuture();
		}

		@Override
		@Fallback(method = "later")
		public CompletionStage<String> completionStage() {
			return super.completionStage();
		}

		@Override
		@Fallback(method = "later")
		public Future<String> future() {
			return super.future();
		}

		@Override
		@Fallback(method = "one")
		public Mono<String> mono() {
			return super.mono();
		}

		@Override
		@Fallback(method = "many")
		public Flux<String> flux() {
			return super.flux();
		}

		@Override
		@Fallback(method = "many")
		public Publisher<String> publisher() {
			return super.publisher();
		}

		private String plain(Exception failure) {
			return failure.getClass().getSimpleName();
		}

		private int number() {
			return 7;
		}

		private CompletableFuture<String> later(Exception failure) {
			return CompletableFuture.completedFuture(plain(failure));
		}

		private Mono<String> one(Exception failure) {
			return Mono.just(plain(failure));
		}

		private Flux<String> many(Exception failure) {
			return Flux.just(plain(failure));
		}

	}

}
