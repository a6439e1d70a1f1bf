package dev.resilience.pipeline;

import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.failure.FailureCategory;
import dev.resilience.fallback.FallbackPolicy;
import dev.resilience.policy.Counters;
import dev.resilience.retry.Retry;
import dev.resilience.timelimit.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * A policy at work: its spec, and the state that all its methods share. Safe for use by
 * many threads.
 */
public final class Policy {

	private final PolicySpec spec;

	private final EngineParts parts;

	private final Retry retry;

	private final TimeLimit timeLimit;

	private final FallbackPolicy fallback;

	private final Counters<FailureCategory> failures = new Counters<>(FailureCategory.class);

	private final AtomicReference<@Nullable CircuitStateMachine> circuit = new AtomicReference<>();

	Policy(PolicySpec spec, EngineParts parts) {
		this.spec = spec;
		this.parts = parts;
		this.retry = new Retry(spec.name(), spec.retry(), parts.time(), parts.waits(), parts.failures(), parts.events(),
				parts.reporter());
		this.timeLimit = new TimeLimit(spec.name(), spec.timeLimit(), parts.time(), parts.events());
		this.fallback = new FallbackPolicy(spec.name(), spec.fallback(), parts.time(), parts.failures(),
				parts.events());
	}

	/**
	 * What the policy says.
	 * @return the spec
	 */
	public PolicySpec spec() {
		return this.spec;
	}

	/**
	 * The name.
	 * @return the name
	 */
	public String name() {
		return this.spec.name();
	}

	/**
	 * The retry.
	 * @return the retry, used or not
	 */
	public Retry retry() {
		return this.retry;
	}

	/**
	 * The time limit.
	 * @return the time limit, used or not
	 */
	public TimeLimit timeLimit() {
		return this.timeLimit;
	}

	/**
	 * The fallback.
	 * @return the fallback, used or not
	 */
	public FallbackPolicy fallback() {
		return this.fallback;
	}

	/**
	 * The failed attempts.
	 * @return the counts
	 */
	public Counters<FailureCategory> failures() {
		return this.failures;
	}

	/**
	 * The circuit, made by the first who asks.
	 * @return the circuit
	 */
	public CircuitStateMachine circuit() {
		CircuitStateMachine existing = this.circuit.get();
		if (existing != null) {
			return existing;
		}
		CircuitStateMachine made = new CircuitStateMachine(name(), this.spec.circuit(), this.parts.time(),
				this.parts.failures(), this.parts.events());
		CircuitStateMachine before = this.circuit.compareAndExchange(null, made);
		return (before != null) ? before : made;
	}

	/**
	 * The circuit if a method or code uses it.
	 * @return the circuit, or null
	 */
	public @Nullable CircuitStateMachine circuitIfUsed() {
		return this.circuit.get();
	}

}
