package dev.resilience.spring.context;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.event.ResilienceListener;
import dev.resilience.spring.support.Contexts;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** What hangs on the caller's thread is there in every attempt and every fallback. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallerContextTests {

	private final ObservationRegistry observations = listening();

	private final Observation observation = Observation.start("order", this.observations);

	private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
	};

	private final Client client = new Client(this.observations);

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
				"resilience.policies.slow.time-limit.run-on=worker", "resilience.policies.slow.retry.max-attempts=2",
				"resilience.policies.stuck.time-limit.timeout=50ms")
		.withBean(Client.class, () -> this.client);

	@AfterEach
	void leaveNothingBehind() {
		MDC.clear();
		SecurityContextHolder.clearContext();
	}

	@Test
	void everyAttemptOfAFutureHasIt() {
		asAda((client) -> client.retried().join());
		assertThat(this.client.seen).hasSize(3).containsOnly("order-7 ada true true");
		assertThat(this.client.threads.get(0)).isSameAs(Thread.currentThread());
		assertThat(this.client.threads.subList(1, 3)).doesNotContain(Thread.currentThread());
	}

	@Test
	void everyAttemptOfAMonoHasIt() {
		asAda((client) -> client.retriedMono().block());
		assertThat(this.client.seen).hasSize(3).containsOnly("order-7 ada true true");
	}

	@Test
	void aMonoThatIsSubscribedToElsewhereHasWhatItsCallerHad() {
		asAda((client) -> client.retriedMono().subscribeOn(Schedulers.boundedElastic()).block());
		assertThat(this.client.seen).hasSize(3).containsOnly("order-7 ada true true");
	}

	@Test
	void aFallbackOnAThreadOfSomebodyElseHasIt() {
		asAda((client) -> client.answered().join());
		assertThat(this.client.seen).containsExactly("order-7 ada true true");
	}

	@Test
	void aFallbackAfterALimitHasIt() {
		asAda((client) -> client.stuck().join());
		assertThat(this.client.seen).containsExactly("order-7 ada true true");
	}

	@Test
	void aWorkerHasIt() {
		asAda(Client::onWorker);
		assertThat(this.client.seen).hasSize(2).containsOnly("order-7 ada true true");
		assertThat(this.client.threads).doesNotContain(Thread.currentThread());
	}

	@Test
	void theThreadOfSomebodyElseHasItsOwnBackAfterwards() throws Exception {
		CompletableFuture<String> source = new CompletableFuture<>();
		this.client.source = source;
		CompletableFuture<String> after = new CompletableFuture<>();
		this.runner.run((context) -> {
			MDC.put("order", "order-7");
			CompletableFuture<String> future = context.getBean(Client.class).followed();
			Thread other = new Thread(() -> {
				MDC.put("order", "somebody else's");
				source.completeExceptionally(new IllegalStateException());
				after.complete(MDC.get("order"));
			});
			other.start();
			assertThat(future.get()).isEqualTo("instead");
			assertThat(after.get()).isEqualTo("somebody else's");
			assertThat(this.client.seen.get(0)).startsWith("order-7 ");
		});
	}

	private static ObservationRegistry listening() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		return registry;
	}

	/** So a log line tells whose call it is about. */
	@Test
	void whoIsToldOfAnEventHasIt() {
		ApplicationContextRunner told = this.runner.withBean(ResilienceListener.class,
				() -> (event) -> this.client.look());
		asAda(told, (client) -> client.answered().join());
		assertThat(this.client.seen).as("the fallback, and the event").hasSize(2).containsOnly("order-7 ada true true");
		this.client.seen.clear();
		asAda(told, (client) -> client.stuck().join());
		assertThat(this.client.seen).as("the limit's event, too").hasSize(3).containsOnly("order-7 ada true true");
	}

	private void asAda(Consumer<Client> call) {
		asAda(this.runner, call);
	}

	private void asAda(ApplicationContextRunner runner, Consumer<Client> call) {
		runner.run((context) -> {
			Client client = context.getBean(Client.class);
			Thread thread = Thread.currentThread();
			ClassLoader before = thread.getContextClassLoader();
			MDC.put("order", "order-7");
			SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ada", ""));
			thread.setContextClassLoader(this.loader);
			this.client.expected(this.observation, this.loader);
			try (Observation.Scope scope = this.observation.openScope()) {
				assertThat(scope.getCurrentObservation()).isSameAs(this.observation);
				call.accept(client);
			}
			finally {
				thread.setContextClassLoader(before);
			}
		});
	}

	static class Client {

		final List<String> seen = new CopyOnWriteArrayList<>();

		final List<Thread> threads = new CopyOnWriteArrayList<>();

		CompletableFuture<String> source = new CompletableFuture<>();

		private final ObservationRegistry observations;

		private Observation observation;

		private ClassLoader loader;

		Client(ObservationRegistry observations) {
			this.observations = observations;
		}

		void expected(Observation observation, ClassLoader loader) {
			this.observation = observation;
			this.loader = loader;
		}

		private void look() {
			Thread thread = Thread.currentThread();
			this.threads.add(thread);
			var user = SecurityContextHolder.getContext().getAuthentication();
			this.seen.add(MDC.get("order") + " " + ((user != null) ? user.getName() : "nobody") + " "
					+ (this.observations.getCurrentObservation() == this.observation) + " "
					+ (thread.getContextClassLoader() == this.loader));
		}

		@Retryable("payments")
		public CompletableFuture<String> retried() {
			look();
			return (this.seen.size() < 3) ? CompletableFuture.failedFuture(new IllegalStateException())
					: CompletableFuture.completedFuture("answer");
		}

		@Retryable("payments")
		public Mono<String> retriedMono() {
			look();
			return (this.seen.size() < 3) ? Mono.error(new IllegalStateException()) : Mono.just("answer");
		}

		@Fallback(method = "instead")
		public CompletableFuture<String> answered() {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException();
			});
		}

		@Fallback(method = "instead")
		public CompletableFuture<String> followed() {
			return this.source;
		}

		@Resilient("stuck")
		@Fallback(method = "instead")
		public CompletableFuture<String> stuck() {
			return new CompletableFuture<>();
		}

		CompletableFuture<String> instead() {
			look();
			return CompletableFuture.completedFuture("instead");
		}

		@Resilient("slow")
		public String onWorker() {
			look();
			if (this.seen.size() < 2) {
				throw new IllegalStateException();
			}
			return "answer";
		}

	}

}
