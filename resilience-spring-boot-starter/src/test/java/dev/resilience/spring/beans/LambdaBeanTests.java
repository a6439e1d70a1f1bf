package dev.resilience.spring.beans;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lambdas that implement an annotated interface; their class knows no generics. */
class LambdaBeanTests {

	@Test
	void aFutureBehindATypeVariableIsRetried() {
		Script script = Script.answering("answer").first(new IllegalStateException());
		Contexts.runnerWithRetry().withBean(Later.class, () -> () -> later(script)).run((context) -> {
			assertThat(context.getBean(Later.class).call().get()).isEqualTo("answer");
			assertThat(script.calls()).isEqualTo(2);
		});
	}

	@Test
	void aDefaultMethodWithGenericsIsTheFallback() {
		Contexts.runnerWithRetry().withBean(Listing.class, () -> () -> {
			throw new IllegalStateException();
		}).run((context) -> assertThat(context.getBean(Listing.class).list()).containsExactly("instead"));
	}

	@Test
	void aCircuitCountsEachCall() {
		Contexts.runner()
			.withPropertyValues("resilience.policies.payments.circuit.failure-threshold=1")
			.withBean(Guarded.class, () -> () -> {
				throw new IllegalStateException();
			})
			.run((context) -> {
				Guarded bean = context.getBean(Guarded.class);
				assertThatThrownBy(bean::call).isInstanceOf(IllegalStateException.class);
				assertThatThrownBy(bean::call).isInstanceOf(CircuitOpenException.class);
			});
	}

	@Test
	void aTimeLimitEndsACallThatHangs() {
		Contexts.runner()
			.withPropertyValues("resilience.policies.payments.time-limit.timeout=50ms")
			.withBean(Limited.class, () -> () -> new CountDownLatch(1).await())
			.run((context) -> assertThatThrownBy(context.getBean(Limited.class)::call)
				.isInstanceOf(TimeLimitExceededException.class));
	}

	private static CompletableFuture<String> later(Script script) {
		return CompletableFuture.supplyAsync(script::play);
	}

	interface Generic<T> {

		@Retryable("payments")
		T call();

	}

	interface Later extends Generic<CompletableFuture<String>> {

	}

	interface Guarded {

		@CircuitProtected("payments")
		void call();

	}

	interface Limited {

		@TimeLimited("payments")
		void call() throws InterruptedException;

	}

	interface Listing {

		@Fallback(method = "instead")
		List<String> list();

		default List<String> instead() {
			return List.of("instead");
		}

	}

}
