package dev.resilience.spring.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.WebApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * After a storm of calls of all forms, with an operator at the endpoint: what came in is
 * what succeeded, failed, was ignored or refused, and endpoint and meters say the same.
 */
@Timeout(120)
class CallsAddUpTests {

	private static final int CALLERS = 6;

	private static final int CALLS = 400;

	/** The name of an outcome in the endpoint, and in the meters. */
	private static final Map<String, String> OUTCOMES = Map.of("succeeded", "success", "failed", "failure", "ignored",
			"ignored", "rejected", "rejected");

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeAll
	static void start() {
		application = new WebApplication(directory, """
				logging.level.dev.resilience: error
				management:
				  endpoints:
				    web.exposure.include: circuits
				    access.default: unrestricted
				resilience:
				  defaults:
				    circuit:
				      failure-threshold: 3
				      failure-threshold-span: 0s
				      open-duration: 10ms
				      half-open.max-duration: 200ms
				    retry: {max-attempts: 2, backoff.delay: 1ms}
				    time-limit.timeout: 10ms
				  policies:
				    plain: {circuit: {}, retry: {}, time-limit: {}, fallback.value: -1}
				    worker: {circuit: {}, retry: {}, time-limit.run-on: worker, fallback.value: -1}
				    later: {circuit: {}, retry: {}, time-limit: {}, fallback.value: -1}
				    mono: {circuit: {}, retry: {}, time-limit: {}, fallback.value: -1}
				""", Backends.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void endpointAndMetersAgreeOnEveryCall() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			Future<?> operator = threads.submit(() -> act(over));
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < CALLERS; i++) {
				callers.add(threads.submit(CallsAddUpTests::callOften));
			}
			for (Future<?> caller : callers) {
				caller.get();
			}
			over.set(true);
			operator.get();
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				for (String policy : List.of("plain", "worker", "later", "mono")) {
					assertAddsUp(policy);
				}
			});
		}
		finally {
			over.set(true);
			threads.shutdownNow();
		}
	}

	private static void callOften() {
		Backend backend = application.context().getBean(Backend.class);
		List<CompletableFuture<Long>> later = new ArrayList<>();
		for (int i = 0; i < CALLS; i++) {
			quietly(backend::plain);
			quietly(backend::worker);
			later.add(backend.later());
			later.add(backend.mono().toFuture());
		}
		later.forEach((call) -> quietly(call::join));
	}

	private static void quietly(Executable call) {
		try {
			call.execute();
		}
		catch (Throwable expected) {
			// what is not answered by the fallback
		}
	}

	private static void act(AtomicBoolean over) {
		List<String> actions = List.of("force-open", "close", "disable", "reset", "close", "reset");
		while (!over.get()) {
			for (String policy : List.of("plain", "worker", "later", "mono")) {
				String action = actions.get(ThreadLocalRandom.current().nextInt(actions.size()));
				assertThat(
						application.post("/actuator/circuits/" + policy, "{\"action\": \"" + action + "\"}").status())
					.isEqualTo(200);
			}
		}
	}

	private static void assertAddsUp(String policy) {
		JsonNode totals = application.get("/actuator/circuits/" + policy).json().get("totals");
		long sum = 0;
		for (Map.Entry<String, String> outcome : OUTCOMES.entrySet()) {
			long counted = totals.get(outcome.getKey()).asLong();
			assertThat(counted("resilience.circuit.calls", "circuit", policy, "outcome", outcome.getValue()))
				.as("%s of %s", outcome.getKey(), policy)
				.isEqualTo(counted)
				.isPositive();
			sum += counted;
		}
		assertThat(sum).as("calls of %s", policy).isEqualTo((long) CALLERS * CALLS);
		long admitted = sum - totals.get("rejected").asLong();
		assertThat(counted("resilience.retry.calls", "policy", policy)).isEqualTo(admitted);
		assertThat(counted("resilience.time.limit.calls", "policy", policy))
			.isEqualTo(admitted + counted("resilience.retry.attempts", "policy", policy));
		assertThat(counted("resilience.circuit.transitions", "circuit", policy, "to", "open"))
			.isEqualTo(totals.get("opened").asLong());
	}

	private static long counted(String name, String... tags) {
		MeterRegistry registry = application.context().getBean(MeterRegistry.class);
		return (long) registry.get(name)
			.tags(tags)
			.functionCounters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	static class Backends {

		@Bean
		Backend backend() {
			return new Backend();
		}

		@Bean
		MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

	static class Backend {

		private final AtomicLong answers = new AtomicLong();

		@Resilient("plain")
		public long plain() throws Exception {
			return answer();
		}

		@Resilient("worker")
		public long worker() throws Exception {
			return answer();
		}

		@Resilient("later")
		public CompletableFuture<Long> later() {
			return CompletableFuture.supplyAsync(this::unchecked);
		}

		@Resilient("mono")
		public Mono<Long> mono() {
			return Mono.fromCallable(this::answer);
		}

		private long unchecked() {
			try {
				return answer();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		private long answer() throws Exception {
			switch (ThreadLocalRandom.current().nextInt(12)) {
				case 0, 1, 2 -> throw new IOException();
				case 3 -> throw new IllegalArgumentException();
				case 4 -> throw new AssertionError("an error");
				case 5 -> Thread.sleep(ThreadLocalRandom.current().nextInt(12));
				default -> {
					// at once
				}
			}
			return this.answers.incrementAndGet();
		}

	}

}
