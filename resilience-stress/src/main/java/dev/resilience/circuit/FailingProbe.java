package dev.resilience.circuit;

import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** No call passes between the failure of the only probe and the opening that it makes. */
@JCStressTest
@Outcome(id = "false, OPEN", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class FailingProbe {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 1);

	private final Permit probe = this.backend.admit();

	@Actor
	public void fails() {
		this.backend.fail(this.probe);
	}

	@Actor
	public void comes(ZL_Result result) {
		result.r1 = this.backend.admit() != null;
	}

	@Arbiter
	public void look(ZL_Result result) {
		result.r2 = this.backend.state();
	}

}
