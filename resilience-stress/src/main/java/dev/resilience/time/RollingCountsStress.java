package dev.resilience.time;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Two slices that come at once: none is made twice, and one that is too old does not push
 * a newer one out.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "what was counted last stays; the old one is gone")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RollingCountsStress {

	private static final int SLICES = 2;

	private final RollingCounts counts = new RollingCounts(SLICES, SLICES, 1, 0);

	private long seen;

	@Actor
	public void comesLate() {
		this.counts.add(0, 0);
	}

	@Actor
	public void countsNow() {
		this.counts.add(SLICES, 0);
		this.seen = this.counts.sums(SLICES)[0];
		this.counts.add(SLICES + 1, 0);
	}

	@Arbiter
	public void looksAtTheEnd(JJ_Result result) {
		result.r1 = this.seen;
		result.r2 = this.counts.sums(SLICES + 1)[0];
	}

}
