package dev.resilience.spring.metrics;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.failure.FailureCategory;
import dev.resilience.fallback.FallbackPolicy;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.timelimit.TimeLimitOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The meters. They read what the engine counts anyway, so a call pays nothing for them.
 * All of a configured policy exist from the start, at zero.
 */
public final class ResilienceMeters implements MeterBinder, AopInfrastructureBean {

	private final ResilienceEngine engine;

	/**
	 * Makes the meters.
	 * @param engine what is counted
	 */
	public ResilienceMeters(ResilienceEngine engine) {
		this.engine = engine;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Policy policy : this.engine.policies()) {
			bindRetry(policy, registry);
			bindTimeLimit(policy, registry);
			bindFallback(policy.fallback(), policy.name(), registry);
			bindFailures(policy, registry);
			bindCircuit(policy, registry);
		}
		bindFallback(this.engine.noPolicy().fallback(), this.engine.noPolicy().name(), registry);
		bindFailures(this.engine.noPolicy(), registry);
	}

	private static void bindCircuit(Policy policy, MeterRegistry registry) {
		Tags circuit = Tags.of("circuit", policy.name());
		for (CircuitState state : CircuitState.values()) {
			gauge("resilience.circuit.state", "1 for the state that the circuit is in, 0 for the others",
					circuit.and("state", state.tag()), policy, (used) -> isIn(state, used), registry);
			counter("resilience.circuit.transitions", "Changes to the state", circuit.and("to", state.tag()), policy,
					(used) -> totals(used, (totals) -> totals.transitions().getOrDefault(state, 0L)), registry);
		}
		calls(circuit, "success", policy, CircuitSnapshot.Totals::succeeded, registry);
		calls(circuit, "failure", policy, CircuitSnapshot.Totals::failed, registry);
		calls(circuit, "ignored", policy, CircuitSnapshot.Totals::ignored, registry);
		calls(circuit, "rejected", policy, CircuitSnapshot.Totals::rejected, registry);
		gauge("resilience.circuit.failure.rate", "Percentage of failures in the window, NaN below the minimum", circuit,
				policy, (used) -> rate(used, CircuitSnapshot::failureRate), registry);
		gauge("resilience.circuit.slow.call.rate", "Percentage of slow calls in the window, NaN below the minimum",
				circuit, policy, (used) -> rate(used, CircuitSnapshot::slowCallRate), registry);
	}

	private static void calls(Tags circuit, String outcome, Policy policy,
			ToDoubleFunction<CircuitSnapshot.Totals> count, MeterRegistry registry) {
		counter("resilience.circuit.calls", "Calls by their outcome", circuit.and("outcome", outcome), policy,
				(used) -> totals(used, count), registry);
	}

	/** Of a circuit that nobody uses there is no state. */
	private static double isIn(CircuitState state, Policy policy) {
		CircuitStateMachine circuit = policy.circuitIfUsed();
		return (circuit != null && circuit.state() == state) ? 1 : 0;
	}

	private static double totals(Policy policy, ToDoubleFunction<CircuitSnapshot.Totals> count) {
		CircuitStateMachine circuit = policy.circuitIfUsed();
		return (circuit != null) ? count.applyAsDouble(circuit.snapshot().totals()) : 0;
	}

	private static double rate(Policy policy, Function<CircuitSnapshot, @Nullable Double> rate) {
		CircuitStateMachine circuit = policy.circuitIfUsed();
		Double value = (circuit != null) ? rate.apply(circuit.snapshot()) : null;
		return (value != null) ? value : Double.NaN;
	}

	private static void bindRetry(Policy policy, MeterRegistry registry) {
		Tags tags = Tags.of("policy", policy.name());
		for (RetryOutcome outcome : RetryOutcome.values()) {
			counter("resilience.retry.calls", "Calls by how they ended", tags.and("outcome", outcome.tag()),
					policy.retry(), (retry) -> retry.calls(outcome), registry);
		}
		counter("resilience.retry.attempts", "Retries made", tags, policy.retry(), (retry) -> retry.retries(),
				registry);
	}

	private static void bindTimeLimit(Policy policy, MeterRegistry registry) {
		for (TimeLimitOutcome outcome : TimeLimitOutcome.values()) {
			counter("resilience.time.limit.calls", "Attempts by how they ended",
					Tags.of("policy", policy.name(), "outcome", outcome.tag()), policy.timeLimit(),
					(limit) -> limit.calls(outcome), registry);
		}
	}

	private static void bindFallback(FallbackPolicy fallback, String policy, MeterRegistry registry) {
		for (FallbackOutcome outcome : FallbackOutcome.values()) {
			counter("resilience.fallback.calls", "Fallbacks by how they ended",
					Tags.of("policy", policy, "outcome", outcome.tag()), fallback, (used) -> used.calls(outcome),
					registry);
		}
	}

	private static void bindFailures(Policy policy, MeterRegistry registry) {
		for (FailureCategory category : FailureCategory.values()) {
			counter("resilience.failures", "Failed attempts by category",
					Tags.of("policy", policy.name(), "category", category.tag()), policy.failures(),
					(failures) -> failures.of(category), registry);
		}
	}

	private static <T> void counter(String name, String description, Tags tags, T source, ToDoubleFunction<T> count,
			MeterRegistry registry) {
		FunctionCounter.builder(name, source, count).description(description).tags(tags).register(registry);
	}

	private static <T> void gauge(String name, String description, Tags tags, T source, ToDoubleFunction<T> value,
			MeterRegistry registry) {
		Gauge.builder(name, source, value).description(description).tags(tags).register(registry);
	}

}
