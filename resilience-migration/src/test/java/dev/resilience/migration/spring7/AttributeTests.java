package dev.resilience.migration.spring7;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Defaults;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.spring7.Spring7.Here;
import dev.resilience.migration.spring7.Spring7.There;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The defaults of both sides, and what each attribute does. */
@TrialsOf(Guide.FROM_SPRING_7)
class AttributeTests {

	private static Object defaultOf(String attribute) {
		return AnnotationUtils.getDefaultValue(Retryable.class, attribute);
	}

	private static int callsThere(Throwable failure, Function<There, ?> method) {
		Backend backend = Backend.failing(failure);
		Spring7.application()
			.withPropertyValues("stock.retries=4")
			.withBean(There.class, () -> new There(backend))
			.run((context) -> catchThrowable(() -> method.apply(context.getBean(There.class))));
		return backend.calls();
	}

	private static int callsHere(Throwable failure, String... properties) {
		Backend backend = Backend.failing(failure);
		Applications.ours("any", properties)
			.withBean(Here.class, () -> new Here(backend))
			.run((context) -> catchThrowable(() -> context.getBean(Here.class).usual()));
		return backend.calls();
	}

	@Test
	void defaultsAreThoseOfTheGuide() {
		assertThat(defaultOf("maxDelay")).isEqualTo(Long.MAX_VALUE);
		Defaults.check(Guide.FROM_SPRING_7,
				Map.of("maxRetries", defaultOf("maxRetries"), "delay", defaultOf("delay") + " ms", "multiplier",
						defaultOf("multiplier"), "jitter", defaultOf("jitter") + " ms", "timeout",
						defaultOf("timeout") + " ms"));
	}

	@Test
	@Row(before = "maxRetries", after = "retry.max-attempts")
	void theFirstCallCountsHere() {
		assertThat(callsThere(new IllegalStateException(), There::usual)).isEqualTo(4);
		assertThat(callsHere(new IllegalStateException())).isEqualTo(3);
		assertThat(callsHere(new IllegalStateException(), "resilience.policies.any.retry.max-attempts=4")).isEqualTo(4);
	}

	@Test
	@Row(before = "delay", after = "retry.backoff.delay")
	@Row(before = "multiplier", after = "retry.backoff.multiplier")
	@Row(before = "maxDelay", after = "retry.backoff.max-delay")
	@Row(before = "timeUnit", after = "200ms, 2s, 1m")
	void waitsGrowAlike() {
		BackOffExecution there = RetryPolicy.builder()
			.delay(Duration.ofMillis(1))
			.multiplier(3)
			.maxDelay(Duration.ofMillis(5))
			.build()
			.getBackOff()
			.start();
		assertThat(there.nextBackOff()).isEqualTo(1);
		assertThat(there.nextBackOff()).isEqualTo(3);
		assertThat(there.nextBackOff()).isEqualTo(5);
		Applications.ours("any", "resilience.policies.any.retry.max-attempts=4",
				"resilience.policies.any.retry.backoff.delay=1ms", "resilience.policies.any.retry.backoff.multiplier=3",
				"resilience.policies.any.retry.backoff.max-delay=5ms", "resilience.policies.any.retry.backoff.jitter=0")
			.withBean(Here.class, () -> new Here(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Here.class).usual());
				assertThat(context.getBean(Applications.Heard.class).waits()).containsExactly(Duration.ofMillis(1),
						Duration.ofMillis(3), Duration.ofMillis(5));
			});
		Applications.ours("any", "resilience.policies.any.retry.backoff.max-delay=1m")
			.run((context) -> assertThat(Applications.values(context, "any")).containsEntry("retry.backoff.max-delay",
					"1m"));
	}

	@Test
	@Row(before = "jitter", after = "retry.backoff.jitter")
	void jitterIsATimeThereAndAFractionHere() {
		for (int draw = 0; draw < 100; draw++) {
			assertThat(RetryPolicy.builder()
				.delay(Duration.ofMillis(1000))
				.jitter(Duration.ofMillis(100))
				.build()
				.getBackOff()
				.start()
				.nextBackOff()).isBetween(900L, 1100L);
		}
		Applications
			.ours("any", "resilience.policies.any.retry.backoff.delay=10ms",
					"resilience.policies.any.retry.backoff.jitter=0.1")
			.withBean(Here.class, () -> new Here(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Here.class).usual());
				assertThat(context.getBean(Applications.Heard.class).waits().get(0)).isBetween(Duration.ofMillis(9),
						Duration.ofMillis(11));
			});
	}

	@Test
	@Row(before = "timeout", after = "time-limit.total")
	void aRunningAttemptIsInterruptedHere() {
		Backend well = Backend.answering("late");
		Spring7.application()
			.withBean(There.class, () -> new There(well))
			.run((context) -> assertThat(context.getBean(There.class).limited()).isEqualTo("late"));
		assertThat(callsThere(new IllegalStateException(), There::limited)).isEqualTo(1);
		Applications.ours("any", "resilience.policies.any.time-limit.total=10ms")
			.withBean(Hanging.class, Hanging::new)
			.run((context) -> assertThatThrownBy(() -> context.getBean(Hanging.class).call())
				.isInstanceOf(TimeLimitExceededException.class));
	}

	@Test
	@Row(before = "includes", after = "retry.retry-on")
	void causesAreMatchedByBoth() {
		assertThat(callsThere(new IllegalArgumentException(), There::usual)).isEqualTo(4);
		assertThat(callsHere(new IllegalArgumentException())).isEqualTo(1);
		assertThat(
				callsHere(new IllegalArgumentException(), "resilience.policies.any.retry.retry-on=java.lang.Exception"))
			.isEqualTo(3);
		IllegalStateException wrapped = new IllegalStateException(new IOException());
		assertThat(callsThere(wrapped, There::onlyIo)).isEqualTo(4);
		assertThat(callsThere(new IllegalStateException(), There::onlyIo)).isEqualTo(1);
		assertThat(callsHere(wrapped, "resilience.policies.any.retry.retry-on=java.io.IOException")).isEqualTo(3);
	}

	@Test
	@Row(before = "excludes", after = "retry.abort-on")
	void exclusionWinsOnBothSides() {
		assertThat(callsThere(new IllegalStateException(), There::bothLists)).isEqualTo(1);
		assertThat(callsHere(new IllegalStateException(),
				"resilience.policies.any.retry.retry-on=java.lang.IllegalStateException",
				"resilience.policies.any.retry.abort-on=java.lang.RuntimeException"))
			.isEqualTo(1);
	}

	@Test
	@Row(before = "maxRetriesString, delayString and the like", after = "${…} in the YAML")
	void placeholdersMoveIntoTheYaml() {
		assertThat(callsThere(new IllegalStateException(), There::placeholder)).isEqualTo(5);
		assertThat(callsHere(new IllegalStateException(), "stock.attempts=5",
				"resilience.policies.any.retry.max-attempts=${stock.attempts}"))
			.isEqualTo(5);
	}

	static class Hanging {

		@TimeLimited("any")
		public void call() throws InterruptedException {
			new CountDownLatch(1).await();
		}

	}

}
