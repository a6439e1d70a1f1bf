package dev.resilience.migration.spring7;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.retry.MethodRetryEvent;

/** Applications with what Spring has, and beans with the annotations of both sides. */
final class Spring7 {

	private Spring7() {
	}

	static ApplicationContextRunner application() {
		return Applications.bare().withUserConfiguration(Enabled.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class Enabled {

	}

	/** The failures that are told. */
	static final class Told implements ApplicationListener<MethodRetryEvent> {

		private final List<Boolean> aborted = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(MethodRetryEvent event) {
			this.aborted.add(event.isRetryAborted());
		}

		List<Boolean> aborted() {
			return this.aborted;
		}

	}

	/** A bean with Spring's annotations. */
	static class There {

		private final Backend backend;

		There(Backend backend) {
			this.backend = backend;
		}

		@org.springframework.resilience.annotation.Retryable(delay = 0)
		public String usual() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(value = java.io.IOException.class, delay = 0)
		public String onlyIo() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(includes = IllegalStateException.class,
				excludes = RuntimeException.class, delay = 0)
		public String bothLists() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(predicate = Never.class, delay = 0)
		public String never() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(maxRetriesString = "${stock.retries}", delay = 0)
		public String placeholder() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(maxRetries = 2, timeout = 1, delay = 0)
		public String limited() {
			long end = System.nanoTime() + 5_000_000;
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(delay = 0)
		public CompletableFuture<String> later() {
			return this.backend.call();
		}

		@org.springframework.resilience.annotation.Retryable(maxRetries = 1, delay = 1)
		public Mono<String> mono() {
			return Mono.fromCallable(this.backend::call);
		}

	}

	/** A bean with ours, and with Spring's limit. */
	static class Here {

		private final Backend backend;

		Here(Backend backend) {
			this.backend = backend;
		}

		@dev.resilience.annotation.Retryable("any")
		public String usual() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		public CompletableFuture<String> later() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		public Mono<String> mono() {
			return Mono.fromCallable(this.backend::call);
		}

	}

	/** A bean with Spring's limit around ours. */
	static class Limited {

		private final Backend backend;

		Limited(Backend backend) {
			this.backend = backend;
		}

		@ConcurrencyLimit(value = 1, policy = ConcurrencyLimit.ThrottlePolicy.REJECT)
		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		@dev.resilience.annotation.Fallback(value = "any", method = "instead")
		public String call(Runnable first) {
			first.run();
			return this.backend.call();
		}

		String instead() {
			return "instead";
		}

	}

	/** Forbids every retry. */
	static final class Never implements org.springframework.resilience.retry.MethodRetryPredicate {

		@Override
		public boolean shouldRetry(java.lang.reflect.Method method, Throwable throwable) {
			return false;
		}

	}

}
