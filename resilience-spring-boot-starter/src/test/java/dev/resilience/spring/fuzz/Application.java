package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.function.Predicate;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.check.BackendCheck;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A small application, and beans with mistakes to add to it. */
@Configuration(proxyBeanMethods = false)
class Application {

	@Bean
	Orders orders() {
		return new Orders();
	}

	@Bean
	Predicate<Object> isEmpty() {
		return "empty"::equals;
	}

	@Bean
	BackendCheck searchCheck() {
		return BackendCheck.of("search", () -> {
		});
	}

	@Bean
	BackendCheck storeCheck() {
		return BackendCheck.of("vector-store", () -> {
		});
	}

	/** Goes by the two policies that every document has. */
	static class Orders {

		@Retryable("payments")
		@CircuitProtected("payments")
		@TimeLimited("payments")
		@Fallback(value = "payments", method = "unpaid")
		public String pay(int amount) {
			return "paid";
		}

		String unpaid(int amount, RuntimeException failure) {
			return "unpaid";
		}

		@Resilient("payments")
		@Fallback("stock")
		public int left(String article) {
			return 1;
		}

	}

	static class AsksForNobody {

		@Retryable("nobody")
		public void call() {
			// nothing to do
		}

	}

	static class LacksFallback {

		@Fallback(value = "payments", method = "instaed")
		public List<String> call() {
			return List.of();
		}

		List<String> instead() {
			return List.of();
		}

	}

	static class IsFinal {

		@CircuitProtected("payments")
		public final void call() {
			// nothing to do
		}

	}

	static class Quota extends RuntimeException {

	}

}
