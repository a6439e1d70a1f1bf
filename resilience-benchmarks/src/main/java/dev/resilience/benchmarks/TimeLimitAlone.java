package dev.resilience.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * A plain call under a time limit of 30 s that interrupts it, alone and without Spring.
 */
public class TimeLimitAlone extends Measured {

	/** Ours: the call stays on its thread. */
	@Benchmark
	public String ourProtectedCall(TimeLimitStates.Ours limit, CircuitStates.OneCall call) {
		return limit.calls().call(call::answer);
	}

	/** The timeout of Failsafe; the call stays on its thread. */
	@Benchmark
	public String failsafe(TimeLimitStates.FailsafePeer limit, CircuitStates.OneCall call) {
		return limit.executor().get(call::answer);
	}

	/** The timeout of SmallRye; the call stays on its thread. */
	@Benchmark
	public String smallRye(TimeLimitStates.SmallRye limit, CircuitStates.OneCall call) {
		return limit.guard().get(call::answer);
	}

	/** The time limiter of resilience4j limits futures only, so it takes a pool. */
	@Benchmark
	public String resilience4jOnPool(TimeLimitStates.Resilience4j limit, CircuitStates.OneCall call) throws Exception {
		return limit.call(call::answer);
	}

}
