package dev.resilience.time;

import dev.resilience.time.Arrivals.Arrival;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What is over is taken off the arrivals while others come, and while one thread takes
 * them all: nothing is lost that is not over, and nothing is taken twice.
 */
@JCStressTest
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "each of the three that stay, once")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RevokedArrivals {

	private final Arrivals arrivals = new Arrivals();

	private final One[] staying = { new One(), new One(), new One() };

	/** One has come already. */
	public RevokedArrivals() {
		this.arrivals.push(this.staying[0]);
	}

	@Actor
	public void comesAndGoes() {
		One outer = new One();
		One inner = new One();
		this.arrivals.push(outer);
		this.arrivals.push(inner);
		end(outer);
		end(inner);
		this.arrivals.push(this.staying[1]);
	}

	@Actor
	public void staysAndTakes() {
		One under = new One();
		One between = new One();
		this.arrivals.push(under);
		end(under);
		this.arrivals.push(between);
		this.arrivals.push(this.staying[2]);
		end(between);
		take();
	}

	@Arbiter
	public void count(II_Result result) {
		take();
		for (One one : this.staying) {
			result.r1 += one.taken;
			result.r2 += (one.taken == 1) ? 1 : 0;
		}
	}

	private void end(One one) {
		one.over = true;
		this.arrivals.tryTakeOff(one);
	}

	private void take() {
		Arrival taken = this.arrivals.takeAll();
		while (taken != null) {
			((One) taken).taken++;
			taken = Arrivals.next(taken);
		}
	}

	private static final class One extends Arrival {

		private volatile boolean over;

		private int taken;

		@Override
		boolean isOver() {
			return this.over;
		}

	}

}
