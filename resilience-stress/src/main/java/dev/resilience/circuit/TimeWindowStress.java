package dev.resilience.circuit;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.time.SetTime;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** Who looks at a window never sees more failures than calls, and nothing is lost. */
@JCStressTest
@Outcome(id = { "0, 0, 2, 2", "1, 0, 2, 2", "1, 1, 2, 2", "2, 0, 2, 2", "2, 1, 2, 2", "2, 2, 2, 2" },
		expect = Expect.ACCEPTABLE, desc = "as many as were counted by then")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class TimeWindowStress {

	private final SetTime time = new SetTime();

	private final TimeWindow window = new TimeWindow(64, this.time);

	private final Thresholds thresholds = new Thresholds(CircuitSpec.builder().build());

	@Actor
	public void votes() {
		this.window.record(true, false, this.thresholds);
		this.time.advance(1);
		this.window.record(true, false, this.thresholds);
	}

	@Actor
	public void looks(JJJJ_Result result) {
		WindowCounts counts = this.window.counts();
		result.r1 = counts.calls();
		result.r2 = counts.failures();
	}

	@Arbiter
	public void looksAtTheEnd(JJJJ_Result result) {
		WindowCounts counts = this.window.counts();
		result.r3 = counts.calls();
		result.r4 = counts.failures();
	}

}
