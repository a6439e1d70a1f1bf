package dev.resilience.circuit;

import dev.resilience.CircuitState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Of two calls that come to one free permit at once, one passes; the first of them made
 * the circuit half-open, once.
 */
@JCStressTest
@Outcome(id = { "true, false, 1", "false, true, 1" }, expect = Expect.ACCEPTABLE, desc = "one passed")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class ProbesAtOnce {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 1);

	@Actor
	public void one(ZZI_Result result) {
		result.r1 = this.backend.admit() != null;
	}

	@Actor
	public void other(ZZI_Result result) {
		result.r2 = this.backend.admit() != null;
	}

	@Arbiter
	public void count(ZZI_Result result) {
		result.r3 = this.backend.told(CircuitState.HALF_OPEN);
	}

}
