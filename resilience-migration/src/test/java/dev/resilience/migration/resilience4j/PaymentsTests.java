package dev.resilience.migration.resilience4j;

import java.io.IOException;
import java.time.Duration;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.Circuits;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.resilience4j.after.PaymentBackend;
import dev.resilience.migration.resilience4j.after.Payments;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The class of the guide behaves after as it did before, and its circuit opens as fast.
 */
class PaymentsTests {

	private final Backend down = Backend.failing(new IOException("down"));

	private final Backend refusing = Backend.failing(new IllegalArgumentException("refused"));

	private ApplicationContextRunner before(Backend backend) {
		return Resilience4j.application("resilience4j.retry.instances.payments.wait-duration=1ms")
			.withInitializer(Applications.yaml("resilience4j/before.yml"))
			.withBean(dev.resilience.migration.resilience4j.before.Payments.class,
					() -> new dev.resilience.migration.resilience4j.before.Payments((order) -> backend.call()));
	}

	private ApplicationContextRunner after(Backend backend) {
		return Applications.ours()
			.withInitializer(Applications.yaml("resilience4j/after.yml"))
			.withPropertyValues("resilience.policies.payments.retry.backoff.delay=1ms")
			.withBean(PaymentBackend.class, () -> (order) -> backend.call())
			.withBean(Payments.class);
	}

	@Test
	void beforeFiveCallsOfFourAttemptsOpenIt() {
		before(this.down).run((context) -> {
			dev.resilience.migration.resilience4j.before.Payments payments = context
				.getBean(dev.resilience.migration.resilience4j.before.Payments.class);
			CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("payments");
			for (int call = 1; call <= 5; call++) {
				assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
				assertThat(payments.charge("7")).isEqualTo("7: later");
			}
			assertThat(this.down.calls()).isEqualTo(20);
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
			assertThat(payments.charge("7")).isEqualTo("7: later");
			assertThat(this.down.calls()).isEqualTo(20);
		});
	}

	@Test
	void afterFiveCallsOfFourAttemptsOpenIt() {
		after(this.down).run((context) -> {
			Payments payments = context.getBean(Payments.class);
			for (int call = 1; call <= 5; call++) {
				assertThat(context.getBean(Circuits.class).get("payments").state()).isEqualTo(CircuitState.CLOSED);
				assertThat(payments.charge("7")).isEqualTo("7: later");
			}
			assertThat(this.down.calls()).isEqualTo(20);
			assertThat(context.getBean(Circuits.class).get("payments").state()).isEqualTo(CircuitState.OPEN);
			assertThat(payments.charge("7")).isEqualTo("7: later");
			assertThat(this.down.calls()).isEqualTo(20);
		});
	}

	@Test
	void ignoredFailuresAreAnsweredOnBothSides() {
		before(this.refusing).run((context) -> assertThat(
				context.getBean(dev.resilience.migration.resilience4j.before.Payments.class).charge("7"))
			.isEqualTo("7: later"));
		assertThat(this.refusing.calls()).isEqualTo(1);
		after(this.refusing)
			.run((context) -> assertThat(context.getBean(Payments.class).charge("7")).isEqualTo("7: later"));
		assertThat(this.refusing.calls()).isEqualTo(2);
	}

	@Test
	void theValuesAreReadAsWritten() {
		Applications.bare()
			.withConfiguration(Resilience4j.USUAL)
			.withInitializer(Applications.yaml("resilience4j/before.yml"))
			.run((context) -> {
				CircuitBreakerConfig breaker = context.getBean(CircuitBreakerRegistry.class)
					.circuitBreaker("payments")
					.getCircuitBreakerConfig();
				assertThat(breaker.getSlidingWindowSize()).isEqualTo(40);
				assertThat(breaker.getMinimumNumberOfCalls()).isEqualTo(20);
				assertThat(breaker.getFailureRateThreshold()).isEqualTo(60);
				assertThat(breaker.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(20_000);
				assertThat(breaker.getPermittedNumberOfCallsInHalfOpenState()).isEqualTo(3);
				RetryConfig retry = context.getBean(RetryRegistry.class).retry("payments").getRetryConfig();
				assertThat(retry.getMaxAttempts()).isEqualTo(4);
				assertThat(retry.getIntervalBiFunction().apply(1, null)).isEqualTo(200);
				assertThat(retry.getIntervalBiFunction().apply(3, null)).isEqualTo(800);
			});
		Applications.ours().withInitializer(Applications.yaml("resilience4j/after.yml")).run((context) -> {
			PolicySpec spec = context.getBean(ResilienceEngine.class).find("payments").spec();
			assertThat(spec.retry().maxAttempts()).isEqualTo(4);
			assertThat(spec.retry().backoff())
				.isEqualTo(new RetrySpec.Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(10), 0));
			CircuitSpec circuit = spec.circuit();
			assertThat(circuit.failureThreshold()).isZero();
			assertThat(circuit.window().size()).isEqualTo(10);
			assertThat(circuit.window().minimumCalls()).isEqualTo(5);
			assertThat(circuit.failureRateThreshold()).isEqualTo(60);
			assertThat(circuit.openDuration()).isEqualTo(Duration.ofSeconds(20));
			assertThat(circuit.halfOpen().permittedCalls()).isEqualTo(3);
		});
	}

}
