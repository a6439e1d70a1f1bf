package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJZ_Result;

/** Two failures at once open a circuit once, and one opening is told and counted. */
@JCStressTest
@Outcome(id = "1, 1, true", expect = Expect.ACCEPTABLE, desc = "opened once")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class DoubleTrip {

	private final CircuitUnderStress backend = CircuitUnderStress.closed(1);

	private final Permit one = this.backend.admit();

	private final Permit other = this.backend.admit();

	@Actor
	public void oneFails() {
		this.backend.fail(this.one);
	}

	@Actor
	public void theOtherFails() {
		this.backend.fail(this.other);
	}

	@Arbiter
	public void count(IJZ_Result result) {
		result.r1 = this.backend.told(CircuitState.OPEN);
		result.r2 = this.backend.circuit.snapshot().totals().opened();
		result.r3 = this.backend.state() == CircuitState.OPEN;
	}

}
