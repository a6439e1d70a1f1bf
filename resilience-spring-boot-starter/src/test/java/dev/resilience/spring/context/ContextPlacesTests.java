package dev.resilience.spring.context;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a context comes from, and where it is not to be. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextPlacesTests {

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private final Client client = new Client();

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withPropertyValues("resilience.workers.max=1", "resilience.policies.slow.time-limit.run-on=worker",
				"resilience.policies.short.time-limit.timeout=40ms", "resilience.policies.short.retry.max-attempts=2")
		.withBean(Client.class, () -> this.client);

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
	}

	@AfterEach
	void forget() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		TENANT.remove();
		MDC.clear();
	}

	@Test
	void whatTheContextOfTheSubscriberHasIsOnTheThreadInEveryAttemptOfAMonoAndItsFallback() {
		this.runner.run((context) -> {
			Client bean = context.getBean(Client.class);
			TENANT.set("the thread's");
			for (boolean automatic : new boolean[] { false, true }) {
				if (automatic) {
					Hooks.enableAutomaticContextPropagation();
				}
				try {
					bean.mono().contextWrite(Context.of("tenant", "the subscriber's")).block();
					assertThat(this.client.seen).hasSize(4).containsOnly("the subscriber's null");
					this.client.seen.clear();
				}
				finally {
					Hooks.disableAutomaticContextPropagation();
				}
			}
			bean.flux().collectList().block();
			assertThat(this.client.seen).hasSize(4).containsOnly("the thread's null");
		});
	}

	@Test
	void everyAttemptAfterATimeLimitAndTheFallbackHaveTheCallersContext() {
		this.runner.run((context) -> {
			TENANT.set("mine");
			MDC.put("order", "7");
			assertThat(context.getBean(Client.class).stuck().get()).isEqualTo("instead");
			assertThat(this.client.seen).hasSize(3).containsOnly("mine 7");
			assertThat(context.getBean(Client.class).stuckMono().block()).isEqualTo("instead");
			assertThat(this.client.seen).hasSize(6).containsOnly("mine 7");
		});
	}

	@Test
	void nothingIsLeftOnTheThreadsOfWorkersAndOfRetries() {
		this.runner.run((context) -> {
			Client bean = context.getBean(Client.class);
			TENANT.set("mine");
			MDC.put("order", "7");
			bean.onWorker();
			bean.stuck().get();
			TENANT.remove();
			MDC.clear();
			this.client.seen.clear();
			for (int i = 0; i < 3; i++) {
				bean.onWorker();
				bean.stuck().get();
			}
			assertThat(this.client.seen).hasSize(12).containsOnly("null null");
		});
	}

	@Test
	void aThreadOfASchedulerHasItsOwnContextBack() {
		this.runner.run((context) -> {
			var scheduler = Schedulers.newSingle("somebody-elses");
			try {
				Mono.fromRunnable(() -> TENANT.set("somebody else's")).subscribeOn(scheduler).block();
				TENANT.set("mine");
				this.client.source = Mono.<String>error(new IllegalStateException()).subscribeOn(scheduler);
				context.getBean(Client.class).followed().block();
				assertThat(this.client.seen).containsExactly("mine null");
				assertThat(Mono.fromCallable(TENANT::get).subscribeOn(scheduler).block()).isEqualTo("somebody else's");
			}
			finally {
				scheduler.dispose();
			}
		});
	}

	static class Client {

		final List<String> seen = new CopyOnWriteArrayList<>();

		volatile Mono<String> source = Mono.never();

		private void look() {
			this.seen.add(TENANT.get() + " " + MDC.get("order"));
		}

		@Resilient("payments")
		@Fallback(method = "insteadMono")
		public Mono<String> mono() {
			look();
			return Mono.error(new IllegalStateException());
		}

		@Resilient("payments")
		@Fallback(method = "insteadFlux")
		public Flux<String> flux() {
			look();
			return Flux.error(new IllegalStateException());
		}

		@Resilient("short")
		@Fallback(method = "instead")
		public CompletableFuture<String> stuck() {
			look();
			return new CompletableFuture<>();
		}

		@Resilient("short")
		@Fallback(method = "insteadMono")
		public Mono<String> stuckMono() {
			look();
			return Mono.never();
		}

		@Fallback(method = "insteadMono")
		public Mono<String> followed() {
			return this.source;
		}

		@Resilient("slow")
		public String onWorker() {
			look();
			return "answer";
		}

		CompletableFuture<String> instead() {
			look();
			return CompletableFuture.completedFuture("instead");
		}

		Mono<String> insteadMono() {
			look();
			return Mono.just("instead");
		}

		Flux<String> insteadFlux() {
			look();
			return Flux.just("instead");
		}

	}

}
