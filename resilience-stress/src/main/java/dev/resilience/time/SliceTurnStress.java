package dev.resilience.time;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Two threads of which one is a slice ahead of the other turn from slice to slice: each
 * counts in the slice of its own reading, and nothing is lost, whichever slice is at hand
 * as the present one.
 */
@JCStressTest
@Outcome(id = "4, 2", expect = Expect.ACCEPTABLE, desc = "all, each in its slice")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class SliceTurnStress {

	private static final int SLICES = 8;

	private final RollingCounts counts = new RollingCounts(SLICES, SLICES, 1, 0);

	@Actor
	public void goesOn() {
		this.counts.add(1, 0);
		this.counts.add(2, 0);
	}

	@Actor
	public void lagsBehind() {
		this.counts.add(2, 0);
		this.counts.add(1, 0);
	}

	@Arbiter
	public void looksAtTheEnd(JJ_Result result) {
		result.r1 = this.counts.sums(2)[0];
		result.r2 = this.counts.sums(SLICES + 1)[0];
	}

}
