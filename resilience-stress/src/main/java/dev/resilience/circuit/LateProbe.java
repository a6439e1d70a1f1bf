package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/**
 * A probe that succeeds as its lease ends closes the circuit, or has come too late; never
 * both.
 */
@JCStressTest
@Outcome(id = "1, 1, CLOSED", expect = Expect.ACCEPTABLE, desc = "in time")
@Outcome(id = "2, 0, OPEN", expect = Expect.ACCEPTABLE, desc = "too late")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class LateProbe {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 1);

	private final Permit probe = this.backend.admit();

	@Actor
	public void succeeds() {
		this.backend.succeed(this.probe);
	}

	@Actor
	public void looksAfterTheLease() {
		this.backend.time.advance(CircuitUnderStress.NANOS);
		this.backend.state();
	}

	@Arbiter
	public void count(IIL_Result result) {
		result.r1 = this.backend.told(CircuitState.OPEN);
		result.r2 = this.backend.told(CircuitState.CLOSED);
		result.r3 = this.backend.state();
	}

}
