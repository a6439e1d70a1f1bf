package dev.resilience.spring.beans;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Aspects of the application stand inside of ours: each attempt passes them. */
class AspectTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withPropertyValues("resilience.policies.slow.time-limit.run-on=worker",
				"resilience.policies.slow.retry.max-attempts=2")
		.withBean(Client.class)
		.withBean(Recorder.class);

	@Test
	void everyAttemptOfAFuturePassesThem() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Client.class).later("sku-1").get()).isEqualTo("sku-1");
			assertThat(context.getBean(Recorder.class).seen).containsExactly("sku-1", "sku-1");
		});
	}

	@Test
	void everyAttemptOnAWorkerPassesThem() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Client.class).onWorker("sku-2")).isEqualTo("sku-2");
			assertThat(context.getBean(Recorder.class).seen).containsExactly("sku-2", "sku-2");
		});
	}

	static class Client {

		private int calls;

		@Retryable("payments")
		public CompletableFuture<String> later(String sku) {
			return (++this.calls == 1) ? CompletableFuture.failedFuture(new IllegalStateException())
					: CompletableFuture.completedFuture(sku);
		}

		@Resilient("slow")
		public String onWorker(String sku) {
			if (++this.calls == 1) {
				throw new IllegalStateException();
			}
			return sku;
		}

	}

	@Aspect
	static class Recorder {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Before("execution(* dev.resilience.spring.beans.AspectTests.Client.*(..)) && args(sku)")
		void before(String sku) {
			this.seen.add(sku);
		}

	}

}
