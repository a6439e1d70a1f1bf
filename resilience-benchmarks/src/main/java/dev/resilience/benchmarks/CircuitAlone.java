package dev.resilience.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A circuit alone, without Spring. The window is the last 100 calls where nothing else is
 * said.
 */
public abstract class CircuitAlone extends Measured {

	/** The circuit and nothing but the circuit. */
	@Benchmark
	public @Nullable Object ourGate(CircuitStates.OurCountWindow circuit, CircuitStates.OneCall call) throws Throwable {
		return circuit.call(call);
	}

	/** The same with a hundred times as many calls in the window. */
	@Benchmark
	public @Nullable Object ourGateLargeWindow(CircuitStates.OurLargeCountWindow circuit, CircuitStates.OneCall call)
			throws Throwable {
		return circuit.call(call);
	}

	/** The same with a window of 10 s. */
	@Benchmark
	public @Nullable Object ourGateTimeWindow(CircuitStates.OurTimeWindow circuit, CircuitStates.OneCall call)
			throws Throwable {
		return circuit.call(call);
	}

	/** As code without annotations uses it; what the three peers below do. */
	@Benchmark
	public String ourProtectedCall(CircuitStates.OurCountWindow circuit, CircuitStates.OneCall call) {
		return circuit.calls().call(call::answer);
	}

	/** The circuit breaker of resilience4j. */
	@Benchmark
	public String resilience4j(CircuitPeers.Resilience4j peer, CircuitStates.OneCall call) {
		return peer.circuitBreaker().executeSupplier(call::answer);
	}

	/** The circuit breaker of Failsafe, with the executor that its users keep. */
	@Benchmark
	public String failsafe(CircuitPeers.FailsafePeer peer, CircuitStates.OneCall call) {
		return peer.executor().get(call::answer);
	}

	/** The circuit breaker of SmallRye. */
	@Benchmark
	public String smallRye(CircuitPeers.SmallRye peer, CircuitStates.OneCall call) {
		return peer.guard().get(call::answer);
	}

}
