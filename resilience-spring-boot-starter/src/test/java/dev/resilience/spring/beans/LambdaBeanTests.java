package dev.resilience.spring.beans;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

	private static CompletableFuture<String> later(Script script) {
		return CompletableFuture.supplyAsync(script::play);
	}

	interface Generic<T> {

		@Retryable("payments")
		T call();

	}

	interface Later extends Generic<CompletableFuture<String>> {

	}

	interface Listing {

		@Fallback(method = "instead")
		List<String> list();

		default List<String> instead() {
			return List.of("instead");
		}

	}

}
