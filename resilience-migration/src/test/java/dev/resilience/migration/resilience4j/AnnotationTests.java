package dev.resilience.migration.resilience4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.circuit.Circuits;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.resilience4j.Resilience4j.Here;
import dev.resilience.migration.resilience4j.Resilience4j.Mixed;
import dev.resilience.migration.resilience4j.Resilience4j.There;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import io.github.resilience4j.spring6.retry.configure.RetryConfigurationProperties;
import io.github.resilience4j.spring6.timelimiter.configure.IllegalReturnTypeException;
import io.github.resilience4j.spring6.timelimiter.configure.TimeLimiterConfigurationProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Annotations and their order. */
@TrialsOf(Guide.FROM_RESILIENCE4J)
class AnnotationTests {

	private final IllegalStateException failure = new IllegalStateException("down");

	private final Backend there = Backend.failing(this.failure);

	private final Backend here = Backend.failing(this.failure);

	private ApplicationContextRunner there(String... properties) {
		return Resilience4j.application(properties).withBean(There.class, () -> new There(this.there));
	}

	private ApplicationContextRunner here(String... properties) {
		return Applications.ours("any", properties).withBean(Here.class, () -> new Here(this.here));
	}

	@Test
	@Row(before = "@Retry(name = \"payments\")", after = "@Retryable(\"payments\")")
	void aNameWithoutConfigurationIsAMistakeHere() {
		there().run((context) -> {
			assertThatThrownBy(() -> context.getBean(There.class).notConfigured()).isSameAs(this.failure);
			assertThat(this.there.calls()).isEqualTo(3);
		});
		here().run((context) -> {
			assertThatThrownBy(() -> context.getBean(Here.class).retry()).isSameAs(this.failure);
			assertThat(this.here.calls()).isEqualTo(3);
		});
		Applications.ours("other")
			.withBean(Here.class, () -> new Here(this.here))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("'any'"));
	}

	@Test
	@Row(before = "@CircuitBreaker(name = \"payments\")", after = "@CircuitProtected(\"payments\")")
	@Row(before = "Retry ( CircuitBreaker ( TimeLimiter ( method ) ) )",
			after = "Fallback ( Circuit ( Retry ( TimeLimit ( method ) ) ) )")
	void attemptsAreCountedThereAndCallsHere() {
		there().run((context) -> {
			catchThrowable(() -> context.getBean(There.class).both());
			assertThat(context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("any")
				.getMetrics()
				.getNumberOfFailedCalls()).isEqualTo(3);
			int retry = context.getBean(RetryConfigurationProperties.class).getRetryAspectOrder();
			int breaker = context.getBean(CircuitBreakerConfigurationProperties.class).getCircuitBreakerAspectOrder();
			int limiter = context.getBean(TimeLimiterConfigurationProperties.class).getTimeLimiterAspectOrder();
			assertThat(retry).isLessThan(breaker);
			assertThat(breaker).isLessThan(limiter);
		});
		here().run((context) -> {
			catchThrowable(() -> context.getBean(Here.class).both());
			assertThat(this.here.calls()).isEqualTo(3);
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	@Row(before = "retry-aspect-order, circuit-breaker-aspect-order, time-limiter-aspect-order",
			after = "resilience.order")
	void theOrderCanBeTurnedOnBothSides() {
		there("resilience4j.retry.retry-aspect-order=2", "resilience4j.circuitbreaker.circuit-breaker-aspect-order=1",
				"resilience4j.timelimiter.time-limiter-aspect-order=3")
			.run((context) -> {
				catchThrowable(() -> context.getBean(There.class).both());
				assertThat(context.getBean(CircuitBreakerRegistry.class)
					.circuitBreaker("any")
					.getMetrics()
					.getNumberOfFailedCalls()).isEqualTo(1);
				assertThat(context.getBean(TimeLimiterConfigurationProperties.class).getTimeLimiterAspectOrder())
					.isEqualTo(3);
			});
		here("resilience.order=fallback,retry,circuit,time-limit").run((context) -> {
			catchThrowable(() -> context.getBean(Here.class).both());
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(3);
		});
	}

	@Test
	@Row(before = "CallNotPermittedException", after = "CircuitOpenException")
	void aRefusalIsTriedAgainThereOnly() {
		there().run((context) -> {
			CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("any");
			breaker.transitionToForcedOpenState();
			assertThatThrownBy(() -> context.getBean(There.class).both()).isInstanceOf(CallNotPermittedException.class);
			assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isEqualTo(3);
		});
		here("resilience.order=fallback,retry,circuit,time-limit").run((context) -> {
			context.getBean(Circuits.class).get("any").forceOpen();
			assertThatThrownBy(() -> context.getBean(Here.class).both()).isInstanceOf(CircuitOpenException.class);
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().rejected()).isEqualTo(1);
		});
	}

	@Test
	@Row(before = "@TimeLimiter(name = \"payments\")", after = "@TimeLimited(\"payments\")")
	@Row(before = "cancel-running-future", after = "time-limit.interrupt")
	void plainMethodsAreLimitedHere() {
		CompletableFuture<String> theirs = new CompletableFuture<>();
		Backend never = Backend.answering(theirs);
		Resilience4j.application("resilience4j.timelimiter.instances.any.timeout-duration=10ms")
			.withBean(There.class, () -> new There(never))
			.run((context) -> {
				assertThatThrownBy(() -> context.getBean(There.class).plainLimited())
					.isInstanceOf(IllegalReturnTypeException.class);
				assertThatThrownBy(() -> context.getBean(There.class).limited().get())
					.hasCauseInstanceOf(TimeoutException.class);
				assertThat(theirs.isCancelled()).isFalse();
			});
		CompletableFuture<String> ours = new CompletableFuture<>();
		Backend neverHere = Backend.answering(ours);
		Applications.ours("any", "resilience.policies.any.time-limit.timeout=10ms")
			.withBean(Here.class, () -> new Here(neverHere))
			.run((context) -> {
				assertThatThrownBy(() -> context.getBean(Here.class).plainLimited())
					.isInstanceOf(TimeLimitExceededException.class);
				assertThatThrownBy(() -> context.getBean(Here.class).limited().get())
					.hasCauseInstanceOf(TimeLimitExceededException.class);
				assertThat(ours.isCancelled()).isTrue();
			});
	}

	@Test
	@Row(before = "fallbackMethod = \"later\"", after = "@Fallback(method = \"later\")")
	void aMissingFallbackIsAMistakeHere() {
		there().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(There.class).outerFallback()).isEqualTo("instead");
			assertThatThrownBy(() -> context.getBean(There.class).missingFallback()).isSameAs(this.failure);
		});
		here().run((context) -> assertThat(context.getBean(Here.class).answered()).isEqualTo("instead"));
		Applications.ours("any")
			.withBean(Misspelt.class, () -> new Misspelt(this.here))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("'notThere'"));
	}

	@Test
	@Row(before = "fallbackMethod of an inner annotation", after = "the fallback is outermost")
	void aFallbackDoesNotHideFailuresFromTheRetry() {
		there().run((context) -> {
			assertThat(context.getBean(There.class).innerFallback()).isEqualTo("instead");
			assertThat(this.there.calls()).isEqualTo(1);
		});
		here().run((context) -> {
			assertThat(context.getBean(Here.class).answered()).isEqualTo("instead");
			assertThat(this.here.calls()).isEqualTo(3);
		});
	}

	@Test
	@Row(before = "name as an expression", after = "nothing")
	void namesAreKnownAtTheStart() {
		there().run((context) -> {
			catchThrowable(() -> context.getBean(There.class).named("blue"));
			assertThat(context.getBean(CircuitBreakerRegistry.class).find("blue")).isPresent();
		});
		Applications.ours("any")
			.withBean(Expression.class, () -> new Expression(this.here))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("'#root.args[0]'"));
	}

	@Test
	@Row(before = "@Bulkhead, @RateLimiter", after = "nothing yet")
	void theirsWorkInsideOfOurs() {
		ApplicationContextRunner both = Applications.ours("any")
			.withConfiguration(Resilience4j.NOT_YET_OURS)
			.withPropertyValues("resilience4j.bulkhead.instances.any.max-concurrent-calls=1",
					"resilience4j.ratelimiter.instances.any.limit-for-period=1",
					"resilience4j.ratelimiter.instances.any.limit-refresh-period=1h",
					"resilience4j.ratelimiter.instances.any.timeout-duration=0")
			.withBean(Mixed.class, () -> new Mixed(this.here));
		both.run((context) -> {
			context.getBean(BulkheadRegistry.class).bulkhead("any").acquirePermission();
			assertThat(context.getBean(Mixed.class).bulkhead()).isEqualTo("instead");
			assertThat(context.getBean(Applications.Heard.class).codes()).startsWith("RETRY", "RETRY",
					"RETRY_EXHAUSTED");
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
			assertThatThrownBy(() -> context.getBean(Mixed.class).rateLimiter())
				.isInstanceOf(io.github.resilience4j.ratelimiter.RequestNotPermitted.class);
			assertThat(this.here.calls()).isEqualTo(1);
		});
		both.withInitializer(Applications.yaml("resilience4j/refusals.yml")).run((context) -> {
			context.getBean(BulkheadRegistry.class).bulkhead("any").acquirePermission();
			assertThat(context.getBean(Mixed.class).bulkhead()).isEqualTo("instead");
			assertThat(context.getBean(Applications.Heard.class).codes()).doesNotContain("RETRY");
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isZero();
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().ignored()).isEqualTo(1);
		});
	}

	static class Misspelt extends Called {

		Misspelt(Backend backend) {
			super(backend);
		}

		@Override
		@Fallback(value = "any", method = "notThere")
		public String call() {
			return super.call();
		}

	}

	static class Expression extends Called {

		Expression(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable("#root.args[0]")
		public String call() {
			return super.call();
		}

	}

}
