package dev.resilience.circuit;

import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;

/**
 * The failure of a call that was let in before a reset never opens the circuit that was
 * reset.
 */
@JCStressTest
@Outcome(id = "CLOSED, 0", expect = Expect.ACCEPTABLE, desc = "reset, and nothing counted since")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class StaleVote {

	private final CircuitUnderStress backend = CircuitUnderStress.closed(1);

	private final Permit permit = this.backend.admit();

	@Actor
	public void fails() {
		this.backend.fail(this.permit);
	}

	@Actor
	public void resets() {
		this.backend.circuit.reset();
	}

	@Arbiter
	public void look(LJ_Result result) {
		result.r1 = this.backend.state();
		result.r2 = this.backend.circuit.snapshot().window().calls();
	}

}
