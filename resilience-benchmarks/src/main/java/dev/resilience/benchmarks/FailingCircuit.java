package dev.resilience.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A circuit alone, as code without annotations uses it, and each tenth call fails; the
 * circuit stays closed. The failure is always the same one, so that what is measured is
 * not the making of an exception.
 */
public class FailingCircuit extends Measured {

	/** Ours. */
	@Benchmark
	public String ourProtectedCall(CircuitStates.OurCountWindow circuit, Tenth call) {
		try {
			return circuit.calls().call(call::answer);
		}
		catch (IllegalStateException ex) {
			return Work.NO_ANSWER;
		}
	}

	/** The circuit breaker of resilience4j. */
	@Benchmark
	public String resilience4j(CircuitPeers.Resilience4j peer, Tenth call) {
		try {
			return peer.circuitBreaker().executeSupplier(call::answer);
		}
		catch (IllegalStateException ex) {
			return Work.NO_ANSWER;
		}
	}

	/** The circuit breaker of Failsafe. */
	@Benchmark
	public String failsafe(CircuitPeers.FailsafePeer peer, Tenth call) {
		try {
			return peer.executor().get(call::answer);
		}
		catch (IllegalStateException ex) {
			return Work.NO_ANSWER;
		}
	}

	/** The circuit breaker of SmallRye. */
	@Benchmark
	public String smallRye(CircuitPeers.SmallRye peer, Tenth call) {
		try {
			return peer.guard().get(call::answer);
		}
		catch (IllegalStateException ex) {
			return Work.NO_ANSWER;
		}
	}

	/** Fails each tenth time. */
	@State(Scope.Thread)
	public static class Tenth {

		private static final IllegalStateException FAILURE = new IllegalStateException("The tenth");

		private static final int EACH = 10;

		/** Not final, or it would be a constant for the compiler. */
		private String question = "question";

		private int calls;

		final String answer() {
			if (++this.calls == EACH) {
				this.calls = 0;
				throw FAILURE;
			}
			return Work.answer(this.question);
		}

	}

}
