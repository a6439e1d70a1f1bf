package dev.resilience.circuit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** After any storm, as many successes as fit leave no failure behind: no vote is lost. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "two calls, both good")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class CountWindowStress {

	private final CountWindow window = new CountWindow(2);

	private final Thresholds thresholds = new Thresholds(CircuitSpec.builder().build());

	@Actor
	public void one() {
		this.window.record(true, false, this.thresholds);
		this.window.record(true, false, this.thresholds);
	}

	@Actor
	public void other() {
		this.window.record(true, false, this.thresholds);
		this.window.record(true, false, this.thresholds);
	}

	@Arbiter
	public void fillWithSuccesses(JJ_Result result) {
		this.window.record(false, false, this.thresholds);
		this.window.record(false, false, this.thresholds);
		result.r1 = this.window.counts().calls();
		result.r2 = this.window.counts().failures();
	}

}
