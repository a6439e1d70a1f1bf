package dev.resilience.circuit;

import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A probe that succeeds as the circuit is opened by hand never closes it. */
@JCStressTest
@Outcome(id = "FORCED_OPEN", expect = Expect.ACCEPTABLE, desc = "what was done by hand stays")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class StaleProbe {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 1);

	private final Permit probe = this.backend.admit();

	@Actor
	public void succeeds() {
		this.backend.succeed(this.probe);
	}

	@Actor
	public void opens() {
		this.backend.circuit.forceOpen();
	}

	@Arbiter
	public void look(L_Result result) {
		result.r1 = this.backend.state();
	}

}
