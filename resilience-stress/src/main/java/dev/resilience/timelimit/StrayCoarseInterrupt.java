package dev.resilience.timelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The same as {@link StrayInterrupt} of a limit that is armed lazily, by a coarse clock:
 * an interrupt comes between arming and disarming, or not at all.
 */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "in time")
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "too late")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class StrayCoarseInterrupt {

	private static final long TICK = 1_000;

	private static final long LENGTH = 400;

	private volatile ThreadLimits limits;

	private volatile boolean looking;

	private volatile boolean looked;

	@Actor
	public void calls(ZZ_Result result) {
		ThreadLimits own = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place place = own.armCoarsely(TICK + LENGTH, LENGTH);
		this.limits = own;
		while (!this.looking) {
			Thread.yield();
		}
		result.r1 = own.disarm(place);
		while (!this.looked) {
			Thread.yield();
		}
		result.r2 = Thread.interrupted();
	}

	@Actor
	public void watches() {
		while (this.limits == null) {
			Thread.yield();
		}
		this.limits.fireDue(TICK);
		this.limits.fireDue(TICK + 1);
		this.looking = true;
		this.limits.fireDue(TICK + 2 * LENGTH);
		this.looked = true;
	}

}
