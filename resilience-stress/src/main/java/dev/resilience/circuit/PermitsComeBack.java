package dev.resilience.circuit;

import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two probes that come and go at once leave their permit behind, and no second one. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "one permit is there")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class PermitsComeBack {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 3);

	@Actor
	public void one() {
		comeAndGo();
	}

	@Actor
	public void other() {
		comeAndGo();
	}

	@Arbiter
	public void count(ZZ_Result result) {
		result.r1 = this.backend.admit() != null;
		result.r2 = this.backend.admit() != null;
	}

	private void comeAndGo() {
		Permit permit = this.backend.admit();
		if (permit != null) {
			this.backend.succeed(permit);
		}
	}

}
