package dev.resilience.spring.event;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls with secrets in their arguments, results and fallbacks. */
final class SecretCalls {

	private SecretCalls() {
	}

	/** The return types that have a way of their own through the library. */
	enum Style {

		PLAIN(Client::plain, Client::plainAnswered, Client::plainUnanswered),

		FUTURE((client, order, work) -> client.future(order, work).join(),
				(client, order, work) -> client.futureAnswered(order, work).join(),
				(client, order, work) -> client.futureUnanswered(order, work).join()),

		MONO((client, order, work) -> client.mono(order, work).block(),
				(client, order, work) -> client.monoAnswered(order, work).block(),
				(client, order, work) -> client.monoUnanswered(order, work).block());

		private final Use use;

		private final Use answered;

		private final Use unanswered;

		Style(Use use, Use answered, Use unanswered) {
			this.use = use;
			this.answered = answered;
			this.unanswered = unanswered;
		}

		String call(Client client, Supplier<String> work) {
			return this.use.call(client, new Order(), work);
		}

		/** With a fallback that answers. */
		String answered(Client client, Supplier<String> work) {
			return this.answered.call(client, new Order(), work);
		}

		/** With a fallback that fails too. */
		String unanswered(Client client, Supplier<String> work) {
			return this.unanswered.call(client, new Order(), work);
		}

	}

	@FunctionalInterface
	interface Use {

		String call(Client client, Order order, Supplier<String> work);

	}

	static class Order {

		@Override
		public String toString() {
			return "s3cret-argument";
		}

	}

	static class Client {

		@Resilient("payments")
		public String plain(Order order, Supplier<String> work) {
			return work.get();
		}

		@Resilient("payments")
		@Fallback(method = "instead")
		public String plainAnswered(Order order, Supplier<String> work) {
			return work.get();
		}

		@Resilient("payments")
		@Fallback(method = "broken")
		public String plainUnanswered(Order order, Supplier<String> work) {
			return work.get();
		}

		@Resilient("payments")
		public CompletableFuture<String> future(Order order, Supplier<String> work) {
			return CompletableFuture.supplyAsync(work);
		}

		@Resilient("payments")
		@Fallback(method = "futureInstead")
		public CompletableFuture<String> futureAnswered(Order order, Supplier<String> work) {
			return CompletableFuture.supplyAsync(work);
		}

		@Resilient("payments")
		@Fallback(method = "futureBroken")
		public CompletableFuture<String> futureUnanswered(Order order, Supplier<String> work) {
			return CompletableFuture.supplyAsync(work);
		}

		@Resilient("payments")
		public Mono<String> mono(Order order, Supplier<String> work) {
			return Mono.fromSupplier(work).subscribeOn(Schedulers.boundedElastic());
		}

		@Resilient("payments")
		@Fallback(method = "monoInstead")
		public Mono<String> monoAnswered(Order order, Supplier<String> work) {
			return Mono.fromSupplier(work).subscribeOn(Schedulers.boundedElastic());
		}

		@Resilient("payments")
		@Fallback(method = "monoBroken")
		public Mono<String> monoUnanswered(Order order, Supplier<String> work) {
			return Mono.fromSupplier(work).subscribeOn(Schedulers.boundedElastic());
		}

		String instead(Order order, Supplier<String> work, Exception failure) {
			return "s3cret-answer";
		}

		String broken(Order order, Supplier<String> work, Exception failure) {
			throw new IllegalStateException("s3cret-fallback");
		}

		CompletableFuture<String> futureInstead() {
			return CompletableFuture.completedFuture("s3cret-answer");
		}

		CompletableFuture<String> futureBroken() {
			return CompletableFuture.failedFuture(new IllegalStateException("s3cret-fallback"));
		}

		Mono<String> monoInstead() {
			return Mono.just("s3cret-answer");
		}

		Mono<String> monoBroken() {
			return Mono.error(new IllegalStateException("s3cret-fallback"));
		}

	}

}
