package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.policy.Gate.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** No failure is lost from a row: with the second the circuit opens, once. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "opened once")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RowOfFailures {

	private final CircuitUnderStress backend = CircuitUnderStress.closed(2);

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
	public void count(I_Result result) {
		result.r1 = this.backend.told(CircuitState.OPEN);
	}

}
