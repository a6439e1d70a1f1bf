package dev.resilience.spring.beans;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Beside the annotations of others, on methods whose outcome comes later. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaterResultsTests {

	private final Script script = Script.answering("answer");

	private final Transactions transactions = new Transactions();

	private final List<String> threads = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
		.withPropertyValues("resilience.policies.worker.retry.max-attempts=3",
				"resilience.policies.worker.time-limit.run-on=worker")
		.withUserConfiguration(Others.class)
		.withBean(Transactions.class, () -> this.transactions)
		.withBean(Shop.class, () -> new Shop(this.script, this.threads));

	@Test
	void asyncIsOutsideAndTheFirstAttemptRunsOnItsExecutorTheRetriesOnThreadsOfOurs() {
		this.script.first(new IllegalStateException("1"), failed());
		this.runner.run((context) -> {
			assertThat(context.getBean(Shop.class).async().get()).isEqualTo("answer");
			assertThat(this.threads).hasSize(3);
			assertThat(this.threads.get(0)).startsWith("executor-");
			assertThat(this.threads.subList(1, 3)).allMatch((thread) -> thread.startsWith("resilience-retry-"));
		});
	}

	@Test
	void asyncHandsOnTheAnswerOfAFallback() {
		this.script.first(failed());
		this.runner
			.run((context) -> assertThat(context.getBean(Shop.class).asyncAnswered().get()).isEqualTo("instead"));
	}

	@Test
	void eachAttemptThatThrowsHasATransactionOfItsOwn() {
		this.script.first(new IllegalStateException("1"), new IllegalStateException("2"));
		this.runner.run((context) -> {
			assertThat(context.getBean(Shop.class).stored().get()).isEqualTo("answer");
			assertThat(this.transactions.log()).containsExactly("begin", "rollback", "begin", "rollback", "begin",
					"commit");
		});
	}

	@Test
	void aTransactionOnAWorkerBeginsAndEndsThere() {
		this.script.first(new IllegalStateException("1"));
		this.runner.run((context) -> {
			assertThat(context.getBean(Shop.class).storedOnWorker()).isEqualTo("answer");
			assertThat(this.threads).hasSize(2).allMatch((thread) -> thread.startsWith("resilience-worker-"));
			assertThat(this.transactions.log()).containsExactly("begin", "rollback", "begin", "commit");
		});
	}

	@Test
	void onlyWhatCameWellIsCached() {
		this.script.first(failed());
		this.runner.run((context) -> {
			Shop shop = context.getBean(Shop.class);
			assertThat(shop.cached("x").get()).isEqualTo("answer");
			assertThat(shop.cached("x").get()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(2);
			this.script.first(failedMono());
			Mono<String> first = shop.cachedMono("x");
			assertThatIllegalStateException().isThrownBy(first::block);
			assertThat(shop.cachedMono("x").block()).isEqualTo("answer");
			assertThat(shop.cachedMono("x").block()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(4);
			assertThat(EveryPolicy.totals(context, "guarded").succeeded()).isEqualTo(2);
		});
	}

	@Test
	void anInvalidArgumentComesThroughTheFutureAndIsNotTriedAgain() {
		this.runner.run((context) -> {
			Shop shop = context.getBean(Shop.class);
			CompletableFuture<String> future = shop.validated("");
			assertThat(future.handle((result, failure) -> failure).get())
				.isInstanceOf(ConstraintViolationException.class);
			Mono<String> mono = shop.validatedMono("");
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(mono::block);
			assertThat(this.script.calls()).isZero();
		});
	}

	private static CompletableFuture<String> failed() {
		return CompletableFuture.failedFuture(new IllegalStateException("later"));
	}

	private static Mono<String> failedMono() {
		return Mono.error(new IllegalStateException("later"));
	}

	@SuppressWarnings("unchecked")
	static CompletableFuture<String> played(Script script) {
		Object act = script.play();
		return (act instanceof CompletableFuture<?> future) ? (CompletableFuture<String>) future
				: CompletableFuture.completedFuture((String) act);
	}

	@SuppressWarnings("unchecked")
	static Mono<String> playedMono(Script script) {
		Object act = script.play();
		return (act instanceof Mono<?> mono) ? (Mono<String>) mono : Mono.just((String) act);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableCaching
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Others {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("executor-");
		}

		@Bean
		ConcurrentMapCacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Validated
	static class Shop {

		private final Script script;

		private final List<String> threads;

		Shop(Script script, List<String> threads) {
			this.script = script;
			this.threads = threads;
		}

		@Async
		@Retryable("retried")
		public CompletableFuture<String> async() {
			this.threads.add(Thread.currentThread().getName());
			return played(this.script);
		}

		@Async
		@Fallback(method = "instead")
		public CompletableFuture<String> asyncAnswered() {
			return played(this.script);
		}

		CompletableFuture<String> instead() {
			return CompletableFuture.completedFuture("instead");
		}

		@Transactional
		@Retryable("retried")
		public CompletableFuture<String> stored() {
			return played(this.script);
		}

		@Transactional
		@Resilient("worker")
		public String storedOnWorker() {
			this.threads.add(Thread.currentThread().getName());
			return this.script.play();
		}

		@Cacheable("futures")
		@Retryable("retried")
		public CompletableFuture<String> cached(String key) {
			return played(this.script);
		}

		@Cacheable("monos")
		@CircuitProtected("guarded")
		public Mono<String> cachedMono(String key) {
			return playedMono(this.script);
		}

		@Retryable("retried")
		public CompletableFuture<String> validated(@NotBlank String sku) {
			return played(this.script);
		}

		@Retryable("retried")
		public Mono<String> validatedMono(@NotBlank String sku) {
			return playedMono(this.script);
		}

	}

}
