package dev.resilience.timelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A place is armed again and again, with other lengths and kinds, while the watchdog
 * looks at a moment at which none of the limits is over. The coarse clock has stood still
 * for long, so that each coarse deadline has passed: it counts from the first look. No
 * limit is fired by what was read of another.
 */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "all were in time")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RearmedLimit {

	private static final long STOOD_STILL = 500;

	private static final long LENGTH = 200;

	private static final long NOW = 1_000;

	private static final long LATER = 2_000;

	private static final int LOOKS = 5;

	private volatile ThreadLimits limits;

	private volatile boolean looking;

	private volatile boolean looked;

	@Actor
	public void calls(ZZ_Result result) {
		ThreadLimits own = new ThreadLimits(Thread.currentThread());
		own.disarm(own.arm(LATER));
		this.limits = own;
		while (!this.looking) {
			Thread.yield();
		}
		boolean passed = own.disarm(own.armCoarsely(STOOD_STILL, LENGTH));
		passed |= own.disarm(own.arm(LATER));
		ThreadLimits.Place place = own.armCoarsely(STOOD_STILL + 1, 2 * LENGTH);
		while (!this.looked) {
			Thread.yield();
		}
		result.r1 = passed | own.disarm(place);
		result.r2 = Thread.interrupted();
	}

	@Actor
	public void watches() {
		while (this.limits == null) {
			Thread.yield();
		}
		ThreadLimits watched = this.limits;
		this.looking = true;
		for (int look = 0; look < LOOKS; look++) {
			watched.fireDue(NOW);
		}
		this.looked = true;
	}

}
