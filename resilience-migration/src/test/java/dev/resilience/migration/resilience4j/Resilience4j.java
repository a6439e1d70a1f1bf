package dev.resilience.migration.resilience4j;

import java.util.concurrent.CompletableFuture;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.github.resilience4j.timelimiter.annotation.TimeLimiter;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with resilience4j, and a bean with its annotations. */
final class Resilience4j {

	static final AutoConfigurations USUAL = AutoConfigurations.of(CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class, TimeLimiterAutoConfiguration.class);

	static final AutoConfigurations NOT_YET_OURS = AutoConfigurations.of(BulkheadAutoConfiguration.class,
			RateLimiterAutoConfiguration.class);

	private Resilience4j() {
	}

	/** An application whose retries do not wait. */
	static ApplicationContextRunner application(String... properties) {
		return Applications.bare()
			.withConfiguration(USUAL)
			.withPropertyValues("resilience4j.retry.instances.any.wait-duration=1ms")
			.withPropertyValues(properties);
	}

	/** A bean with a method for each way. */
	static class There {

		private final Backend backend;

		There(Backend backend) {
			this.backend = backend;
		}

		@Retry(name = "any")
		public String retry() {
			return this.backend.call();
		}

		@Retry(name = "not-configured")
		public String notConfigured() {
			return this.backend.call();
		}

		@CircuitBreaker(name = "any")
		public String circuit() {
			return this.backend.call();
		}

		@Retry(name = "any")
		@CircuitBreaker(name = "any")
		public String both() {
			return this.backend.call();
		}

		@Retry(name = "any")
		@CircuitBreaker(name = "any", fallbackMethod = "instead")
		public String innerFallback() {
			return this.backend.call();
		}

		@Retry(name = "any", fallbackMethod = "instead")
		public String outerFallback() {
			return this.backend.call();
		}

		@Retry(name = "any", fallbackMethod = "notThere")
		public String missingFallback() {
			return this.backend.call();
		}

		@TimeLimiter(name = "any")
		public String plainLimited() {
			return this.backend.call();
		}

		@TimeLimiter(name = "any")
		public CompletableFuture<String> limited() {
			return this.backend.call();
		}

		@CircuitBreaker(name = "#root.args[0]")
		public String named(String name) {
			return this.backend.call();
		}

		@Retry(name = "other", configuration = "shared")
		public String configured() {
			return this.backend.call();
		}

		String instead(Exception failure) {
			return "instead";
		}

	}

	/** A bean with bulkhead and rate limiter below our annotations. */
	static class Mixed {

		private final Backend backend;

		Mixed(Backend backend) {
			this.backend = backend;
		}

		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		@dev.resilience.annotation.Fallback(value = "any", method = "instead")
		@Bulkhead(name = "any")
		public String bulkhead() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		@RateLimiter(name = "any")
		public String rateLimiter() {
			return this.backend.call();
		}

		String instead() {
			return "instead";
		}

	}

	/** A bean with a method for each way, with ours. */
	static class Here {

		private final Backend backend;

		Here(Backend backend) {
			this.backend = backend;
		}

		@dev.resilience.annotation.Retryable("any")
		public String retry() {
			return this.backend.call();
		}

		@dev.resilience.annotation.CircuitProtected("any")
		public String circuit() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		public String both() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		@dev.resilience.annotation.Fallback(value = "any", method = "instead")
		public String answered() {
			return this.backend.call();
		}

		@dev.resilience.annotation.TimeLimited("any")
		public String plainLimited() throws InterruptedException {
			new java.util.concurrent.CountDownLatch(1).await();
			return this.backend.call();
		}

		@dev.resilience.annotation.TimeLimited("any")
		public CompletableFuture<String> limited() {
			return this.backend.call();
		}

		String instead() {
			return "instead";
		}

	}

}
