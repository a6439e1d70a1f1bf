package dev.resilience.migration.springretry;

import java.util.Map;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Defaults;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.CircuitBreaker;
import org.springframework.retry.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The defaults of both sides, and the numbers that move into the YAML. */
@TrialsOf(Guide.FROM_SPRING_RETRY)
class DefaultsTests {

	@Test
	void areThoseOfTheGuide() {
		Defaults.check(Guide.FROM_SPRING_RETRY, Map.of("maxAttempts", of(Retryable.class, "maxAttempts"), //
				"@Backoff.delay", of(Backoff.class, "value") + " ms", //
				"@Backoff.multiplier", of(Backoff.class, "multiplier"), //
				"@Backoff.maxDelay", of(Backoff.class, "maxDelay") + " ms", //
				"@Backoff.random", of(Backoff.class, "random"), //
				"@CircuitBreaker.maxAttempts", of(CircuitBreaker.class, "maxAttempts"), //
				"@CircuitBreaker.openTimeout", of(CircuitBreaker.class, "openTimeout") + " ms", //
				"@CircuitBreaker.resetTimeout", of(CircuitBreaker.class, "resetTimeout") + " ms"));
	}

	private static Object of(Class<? extends java.lang.annotation.Annotation> annotation, String attribute) {
		return AnnotationUtils.getDefaultValue(annotation, attribute);
	}

	@Test
	@Row(before = "maxAttempts", after = "retry.max-attempts")
	@Row(before = "@Backoff.delay", after = "retry.backoff.delay")
	@Row(before = "@Backoff.multiplier", after = "retry.backoff.multiplier")
	@Row(before = "@Backoff.maxDelay", after = "retry.backoff.max-delay")
	void attemptsAndWaitsAreTheSame() {
		Backend there = Backend.failing(new IllegalStateException());
		SpringRetry.application().withBean(Growing.class, () -> new Growing(there)).run((context) -> {
			catchThrowable(() -> context.getBean(Growing.class).call());
			assertThat(there.calls()).isEqualTo(4);
			assertThat(context.getBean(SpringRetry.Waits.class).millis()).containsExactly(1L, 3L, 5L);
		});
		Backend here = Backend.failing(new IllegalStateException());
		Applications.ours("any", "resilience.policies.any.retry.max-attempts=4",
				"resilience.policies.any.retry.backoff.delay=1ms", "resilience.policies.any.retry.backoff.multiplier=3",
				"resilience.policies.any.retry.backoff.max-delay=5ms", "resilience.policies.any.retry.backoff.jitter=0")
			.withBean(Ours.class, () -> new Ours(here))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Ours.class).call());
				assertThat(here.calls()).isEqualTo(4);
				assertThat(context.getBean(Applications.Heard.class).waits().stream().map((wait) -> wait.toMillis()))
					.containsExactly(1L, 3L, 5L);
			});
	}

	@Test
	void withoutAMaximumItIsHalfAMinuteThere() {
		SpringRetry.application()
			.withBean(Steep.class, () -> new Steep(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Steep.class).call());
				assertThat(context.getBean(SpringRetry.Waits.class).millis()).containsExactly(1000L, 30_000L);
			});
	}

	@Test
	void someAttributesHaveSeveralNames() {
		Backend there = Backend.failing(new IllegalArgumentException());
		SpringRetry.application().withBean(Aliases.class, () -> new Aliases(there)).run((context) -> {
			Aliases bean = context.getBean(Aliases.class);
			catchThrowable(bean::value);
			catchThrowable(bean::include);
			catchThrowable(bean::exclude);
			assertThat(there.calls()).isEqualTo(3);
			catchThrowable(bean::usual);
			assertThat(there.calls()).isEqualTo(6);
		});
	}

	@Test
	void withoutAMultiplierTheWaitIsTheSameEachTime() {
		Backend there = Backend.failing(new IllegalStateException());
		SpringRetry.application().withBean(Usual.class, () -> new Usual(there)).run((context) -> {
			catchThrowable(() -> context.getBean(Usual.class).call());
			assertThat(context.getBean(SpringRetry.Waits.class).millis()).containsExactly(1000L, 1000L);
		});
	}

	@Test
	@Row(before = "@Backoff.random", after = "retry.backoff.jitter")
	void chanceOnlyLengthensThereAndShortensHereToo() {
		SpringRetry.application()
			.withBean(Random.class, () -> new Random(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				for (int call = 0; call < 20; call++) {
					catchThrowable(() -> context.getBean(Random.class).call());
				}
				assertThat(context.getBean(SpringRetry.Waits.class).millis()).hasSize(20)
					.allSatisfy((wait) -> assertThat(wait).isBetween(1000L, 2000L));
			});
		Applications
			.ours("any", "resilience.policies.any.retry.max-attempts=2",
					"resilience.policies.any.retry.backoff.delay=1ms", "resilience.policies.any.retry.backoff.jitter=1")
			.withBean(Ours.class, () -> new Ours(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				for (int call = 0; call < 40; call++) {
					catchThrowable(() -> context.getBean(Ours.class).call());
				}
				assertThat(context.getBean(Applications.Heard.class).waits())
					.anySatisfy((wait) -> assertThat(wait.toNanos()).isLessThan(1_000_000))
					.anySatisfy((wait) -> assertThat(wait.toNanos()).isGreaterThan(1_000_000));
			});
	}

	static class Growing extends Called {

		Growing(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(maxAttempts = 4, backoff = @Backoff(delay = 1, multiplier = 3, maxDelay = 5))
		public String call() {
			return super.call();
		}

	}

	static class Steep extends Called {

		Steep(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(backoff = @Backoff(delay = 1000, multiplier = 100))
		public String call() {
			return super.call();
		}

	}

	/** Names that are deprecated there, and that many applications have. */
	@SuppressWarnings("deprecation")
	static class Aliases {

		private final Backend backend;

		Aliases(Backend backend) {
			this.backend = backend;
		}

		@Retryable(IllegalStateException.class)
		public String value() {
			return this.backend.call();
		}

		@Retryable(include = IllegalStateException.class)
		public String include() {
			return this.backend.call();
		}

		@Retryable(exclude = IllegalArgumentException.class)
		public String exclude() {
			return this.backend.call();
		}

		@Retryable
		public String usual() {
			return this.backend.call();
		}

	}

	static class Usual extends Called {

		Usual(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		public String call() {
			return super.call();
		}

	}

	static class Random extends Called {

		Random(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(maxAttempts = 2, backoff = @Backoff(delay = 1000, multiplier = 2, maxDelay = 4000, random = true))
		public String call() {
			return super.call();
		}

	}

	static class Ours extends Called {

		Ours(Backend backend) {
			super(backend);
		}

		@Override
		@dev.resilience.annotation.Retryable("any")
		public String call() {
			return super.call();
		}

	}

}
