package dev.resilience.migration.resilience4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.Resilience;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.resilience4j.Resilience4j.Here;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.circuitbreaker.configuration.CommonCircuitBreakerConfigurationProperties;
import io.github.resilience4j.common.retry.configuration.CommonRetryConfigurationProperties;
import io.github.resilience4j.consumer.CircularEventConsumer;
import io.github.resilience4j.retry.Retry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.PropertyAccessorFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** When circuits open and close, and what code may do with them. */
@TrialsOf(Guide.FROM_RESILIENCE4J)
class CircuitTests {

	private static final String BREAKER = "resilience4j.circuitbreaker.instances.any.";

	private final IllegalStateException failure = new IllegalStateException("down");

	@Test
	@Row(before = "nothing", after = "circuit.failure-threshold")
	void fiveFailuresInARowOpenItHere() {
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("any");
		for (int call = 1; call <= 99; call++) {
			breaker.onError(0, TimeUnit.NANOSECONDS, this.failure);
		}
		assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		Applications.ours("any").run((context) -> {
			failHere(context.getBean(Resilience.class), 4);
			assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.CLOSED);
		});
		Applications.ours("any", "resilience.policies.any.circuit.enabled=true").run((context) -> {
			failHere(context.getBean(Resilience.class), 5);
			assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.OPEN);
		});
		Applications.ours("any", "resilience.policies.any.circuit.failure-threshold=0").run((context) -> {
			failHere(context.getBean(Resilience.class), 19);
			assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.CLOSED);
		});
	}

	private void failHere(Resilience resilience, int times) {
		IntStream.range(0, times).forEach((call) -> catchThrowable(() -> resilience.policy("any").run(() -> {
			throw this.failure;
		})));
	}

	@Test
	@Row(before = "permitted-number-of-calls-in-half-open-state", after = "circuit.half-open.permitted-calls")
	void aRateDecidesThereAndARowOfProbesHere() {
		Resilience4j.application(BREAKER + "permitted-number-of-calls-in-half-open-state=4").run((context) -> {
			CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("any");
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			breaker.onError(0, TimeUnit.NANOSECONDS, this.failure);
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
			for (int call = 1; call <= 3; call++) {
				breaker.onSuccess(0, TimeUnit.NANOSECONDS);
			}
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		});
		Backend bad = Backend.failing(this.failure);
		halfOpen(bad, (here, circuit) -> {
			catchThrowable(here::circuit);
			assertThat(circuit.snapshot().totals().opened()).isEqualTo(2);
		});
		halfOpen(Backend.answering("well", this.failure), (here, circuit) -> {
			here.circuit();
			assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
			here.circuit();
			assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
		});
	}

	private void halfOpen(Backend backend, java.util.function.BiConsumer<Here, Circuit> then) {
		Applications
			.ours("any", "resilience.policies.any.circuit.failure-threshold=1",
					"resilience.policies.any.circuit.open-duration=1ms")
			.withBean(Here.class, () -> new Here(backend))
			.run((context) -> {
				Here here = context.getBean(Here.class);
				Circuit circuit = context.getBean(Circuits.class).get("any");
				catchThrowable(here::circuit);
				await().until(() -> circuit.state() == CircuitState.HALF_OPEN);
				then.accept(here, circuit);
			});
	}

	@Test
	@Row(before = "automatic-transition-from-open-to-half-open-enabled", after = "nothing")
	void theStateFollowsTheTimeHere() {
		Resilience4j.application(BREAKER + "wait-duration-in-open-state=1ms").run((context) -> {
			CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("any");
			breaker.transitionToOpenState();
			halfOpen(Backend.failing(this.failure),
					(here, circuit) -> assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN));
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
			await().until(breaker::tryAcquirePermission);
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
		});
	}

	@Test
	@Row(before = "interval-bi-function, record-result-predicate, initial-state, writable-stack-trace-enabled",
			after = "nothing")
	void someKeysHaveNoCounterpart() {
		Object retry = new CommonRetryConfigurationProperties.InstanceProperties();
		Object breaker = new CommonCircuitBreakerConfigurationProperties.InstanceProperties();
		assertThat(PropertyAccessorFactory.forBeanPropertyAccess(retry).isWritableProperty("intervalBiFunction"))
			.isTrue();
		assertThat(List.of("recordResultPredicate", "initialState", "writableStackTraceEnabled"))
			.allMatch(PropertyAccessorFactory.forBeanPropertyAccess(breaker)::isWritableProperty);
		assertThat(Applications.defaults().keySet())
			.noneMatch((key) -> key.matches(".*(function|predicate|state|stack).*"));
		Applications.ours("any", "resilience.policies.any.circuit.enabled=true").run((context) -> {
			context.getBean(Circuits.class).get("any").forceOpen();
			assertThatThrownBy(() -> context.getBean(Resilience.class).policy("any").call(() -> "well"))
				.isInstanceOf(CircuitOpenException.class)
				.satisfies((refusal) -> assertThat(refusal.getStackTrace()).isEmpty());
		});
	}

	@Test
	@Row(before = "CircuitBreakerRegistry.circuitBreaker(\"payments\")", after = "Circuits.get(\"payments\")")
	void anUnknownNameIsAnErrorHere() {
		Resilience4j.application()
			.run((context) -> assertThat(context.getBean(CircuitBreakerRegistry.class).circuitBreaker("new").getState())
				.isEqualTo(CircuitBreaker.State.CLOSED));
		Applications.ours("any").run((context) -> {
			assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.CLOSED);
			assertThatThrownBy(() -> context.getBean(Circuits.class).get("new")).hasMessageContaining("new");
		});
	}

	@Test
	@Row(before = "transitionToForcedOpenState(), transitionToDisabledState(), reset()",
			after = "forceOpen(), disable(), reset()")
	@Row(before = "getEventPublisher().onStateTransition(…)", after = "ResilienceListener")
	void statesCanBeSetByHandAndAreTold() {
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("any");
		List<CircuitBreaker.State> there = new ArrayList<>();
		breaker.getEventPublisher().onStateTransition((event) -> there.add(event.getStateTransition().getToState()));
		breaker.transitionToForcedOpenState();
		breaker.transitionToDisabledState();
		breaker.reset();
		assertThat(there).containsExactly(CircuitBreaker.State.FORCED_OPEN, CircuitBreaker.State.DISABLED,
				CircuitBreaker.State.CLOSED);
		assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		Applications.ours("any").run((context) -> {
			Circuit circuit = context.getBean(Circuits.class).get("any");
			circuit.forceOpen();
			circuit.disable();
			circuit.reset();
			circuit.forceOpen();
			circuit.close();
			assertThat(context.getBean(Applications.Heard.class).events())
				.extracting((event) -> ((ResilienceEvent.CircuitStateChanged) event).to())
				.containsExactly(CircuitState.FORCED_OPEN, CircuitState.DISABLED, CircuitState.CLOSED,
						CircuitState.FORCED_OPEN, CircuitState.CLOSED);
		});
	}

	@Test
	@Row(before = "Retry.decorateSupplier(…), CircuitBreaker.decorateSupplier(…)",
			after = "Resilience.policy(\"payments\").call(…)")
	void decoratorsBecomeAPolicy() {
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("any");
		Retry retry = Retry.of("any",
				io.github.resilience4j.retry.RetryConfig.custom().waitDuration(java.time.Duration.ofMillis(1)).build());
		Backend there = Backend.failing(this.failure);
		Supplier<String> call = there::call;
		catchThrowable(() -> CircuitBreaker.decorateSupplier(breaker, Retry.decorateSupplier(retry, call)).get());
		assertThat(there.calls()).isEqualTo(3);
		assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
		catchThrowable(() -> Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call)).get());
		assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(4);
		Backend here = Backend.failing(this.failure);
		Applications
			.ours("any", "resilience.policies.any.retry.max-attempts=3", "resilience.policies.any.circuit.enabled=true")
			.run((context) -> {
				catchThrowable(() -> context.getBean(Resilience.class).policy("any").call(() -> here.call()));
				assertThat(here.calls()).isEqualTo(3);
				assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
			});
	}

	@Test
	@Row(before = "tryAcquirePermission(), onSuccess(…), onError(…)", after = "nothing")
	@Row(before = "event-consumer-buffer-size", after = "nothing")
	void permitsAreNotHandedOut() {
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("any");
		assertThat(breaker.tryAcquirePermission()).isTrue();
		breaker.transitionToForcedOpenState();
		assertThatThrownBy(breaker::acquirePermission).isInstanceOf(CallNotPermittedException.class);
		CircularEventConsumer<String> consumer = new CircularEventConsumer<>(1);
		consumer.consumeEvent("one");
		consumer.consumeEvent("two");
		assertThat(consumer.getBufferedEvents()).containsExactly("two");
		assertThat(Circuit.class.getMethods()).extracting((method) -> method.getName())
			.doesNotContain("tryAcquirePermission", "acquirePermission", "onError");
		assertThat(Map.copyOf(Applications.defaults()).keySet()).noneMatch((key) -> key.contains("buffer"));
	}

}
