package dev.resilience.timelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * An interrupt comes between arming and disarming, or not at all; who is told that the
 * limit has passed is not interrupted any more.
 */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "in time")
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "too late")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class StrayInterrupt {

	private static final long DEADLINE = 10;

	private volatile ThreadLimits armed;

	private volatile boolean looking;

	private volatile boolean looked;

	@Actor
	public void calls(ZZ_Result result) {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place place = limits.arm(DEADLINE);
		this.armed = limits;
		while (!this.looking) {
			Thread.yield();
		}
		result.r1 = limits.disarm(place);
		while (!this.looked) {
			Thread.yield();
		}
		result.r2 = Thread.interrupted();
	}

	@Actor
	public void watches() {
		while (this.armed == null) {
			Thread.yield();
		}
		this.looking = true;
		this.armed.fireDue(DEADLINE);
		this.looked = true;
	}

}
