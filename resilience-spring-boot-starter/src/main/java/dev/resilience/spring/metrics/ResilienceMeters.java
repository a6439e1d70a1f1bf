package dev.resilience.spring.metrics;

import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.OnceReporter;
import dev.resilience.fallback.FallbackPolicy;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.timelimit.TimeLimitOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The meters. They read what the engine counts anyway, so a call pays nothing for them.
 * All of a configured policy exist from the start, at zero, and go when it goes.
 */
public final class ResilienceMeters implements MeterBinder, AutoCloseable, AopInfrastructureBean {

	private final ResilienceEngine engine;

	private final OnceReporter reporter = new OnceReporter();

	private final Queue<BoundMeters> bound = new ConcurrentLinkedQueue<>();

	/**
	 * Makes the meters.
	 * @param engine what is counted
	 */
	public ResilienceMeters(ResilienceEngine engine) {
		this.engine = engine;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Set<Meter> others = new HashSet<>(registry.getMeters());
		BoundMeters meters = new BoundMeters(registry, this.reporter);
		this.bound.add(meters);
		for (Policy policy : this.engine.policies()) {
			bindRetry(policy, meters);
			bindTimeLimit(policy, meters);
			bindFallback(policy.fallback(), policy.name(), meters);
			bindFailures(policy, meters);
			bindCircuit(policy, meters);
		}
		bindFallback(this.engine.noPolicy().fallback(), this.engine.noPolicy().name(), meters);
		bindFailures(this.engine.noPolicy(), meters);
		meters.leave(others);
	}

	/**
	 * Takes the meters out of their registries, which may live longer than the policies.
	 */
	@Override
	public void close() {
		for (BoundMeters meters = this.bound.poll(); meters != null; meters = this.bound.poll()) {
			meters.remove();
		}
	}

	private static void bindCircuit(Policy policy, BoundMeters meters) {
		Tags circuit = Tags.of("circuit", policy.name());
		for (CircuitState state : CircuitState.values()) {
			meters.gauge("resilience.circuit.state", "1 for the state that the circuit is in, 0 for the others",
					circuit.and("state", state.tag()), policy, (used) -> isIn(state, used));
			meters.counter("resilience.circuit.transitions", "Changes to the state", circuit.and("to", state.tag()),
					policy, (used) -> totals(used, (totals) -> totals.transitions().getOrDefault(state, 0L)));
		}
		calls(circuit, "success", policy, CircuitSnapshot.Totals::succeeded, meters);
		calls(circuit, "failure", policy, CircuitSnapshot.Totals::failed, meters);
		calls(circuit, "ignored", policy, CircuitSnapshot.Totals::ignored, meters);
		calls(circuit, "rejected", policy, CircuitSnapshot.Totals::rejected, meters);
		meters.gauge("resilience.circuit.failure.rate", "Percentage of failures in the window, NaN below the minimum",
				circuit, policy, (used) -> rate(used, CircuitSnapshot::failureRate));
		meters.gauge("resilience.circuit.slow.call.rate",
				"Percentage of slow calls in the window, NaN below the minimum", circuit, policy,
				(used) -> rate(used, CircuitSnapshot::slowCallRate));
	}

	private static void calls(Tags circuit, String outcome, Policy policy,
			ToDoubleFunction<CircuitSnapshot.Totals> count, BoundMeters meters) {
		meters.counter("resilience.circuit.calls", "Calls by their outcome", circuit.and("outcome", outcome), policy,
				(used) -> totals(used, count));
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

	private static void bindRetry(Policy policy, BoundMeters meters) {
		Tags tags = Tags.of("policy", policy.name());
		for (RetryOutcome outcome : RetryOutcome.values()) {
			meters.counter("resilience.retry.calls", "Calls by how they ended", tags.and("outcome", outcome.tag()),
					policy.retry(), (retry) -> retry.calls(outcome));
		}
		meters.counter("resilience.retry.attempts", "Retries made", tags, policy.retry(), (retry) -> retry.retries());
	}

	private static void bindTimeLimit(Policy policy, BoundMeters meters) {
		for (TimeLimitOutcome outcome : TimeLimitOutcome.values()) {
			meters.counter("resilience.time.limit.calls", "Attempts by how they ended",
					Tags.of("policy", policy.name(), "outcome", outcome.tag()), policy.timeLimit(),
					(limit) -> limit.calls(outcome));
		}
	}

	private static void bindFallback(FallbackPolicy fallback, String policy, BoundMeters meters) {
		for (FallbackOutcome outcome : FallbackOutcome.values()) {
			meters.counter("resilience.fallback.calls", "Fallbacks by how they ended",
					Tags.of("policy", policy, "outcome", outcome.tag()), fallback, (used) -> used.calls(outcome));
		}
	}

	private static void bindFailures(Policy policy, BoundMeters meters) {
		for (FailureCategory category : FailureCategory.values()) {
			meters.counter("resilience.failures", "Failed attempts by category",
					Tags.of("policy", policy.name(), "category", category.tag()), policy.failures(),
					(failures) -> failures.of(category));
		}
	}

}
