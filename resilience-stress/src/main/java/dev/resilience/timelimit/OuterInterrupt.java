package dev.resilience.timelimit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * The interrupt of an outer limit arrives in the outer call, even if it comes as an inner
 * limit is cleaned up after.
 */
@JCStressTest
@Outcome(id = "true, true, false", expect = Expect.ACCEPTABLE, desc = "handed on, and then cleared")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class OuterInterrupt {

	private static final long INNER = 10;

	private static final long OUTER = 20;

	private volatile ThreadLimits armed;

	private volatile boolean looking;

	private volatile boolean looked;

	@Actor
	public void calls(ZZZ_Result result) {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place outer = limits.arm(OUTER);
		ThreadLimits.Place inner = limits.arm(INNER);
		limits.fireDue(INNER);
		this.armed = limits;
		while (!this.looking) {
			Thread.yield();
		}
		result.r1 = limits.disarm(inner);
		while (!this.looked) {
			Thread.yield();
		}
		result.r2 = Thread.currentThread().isInterrupted();
		limits.disarm(outer);
		result.r3 = Thread.interrupted();
	}

	@Actor
	public void watches() {
		while (this.armed == null) {
			Thread.yield();
		}
		this.looking = true;
		this.armed.fireDue(OUTER);
		this.looked = true;
	}

}
