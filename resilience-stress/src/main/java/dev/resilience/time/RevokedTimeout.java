package dev.resilience.time;

import dev.resilience.time.Timer.Timeout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Something that is revoked before it is scheduled, or while it is: it falls due, or is
 * revoked, and lets go of what it holds only if it is.
 */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "revoked")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "due, with all that it holds")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RevokedTimeout {

	private final Timer timer = new Timer(new Alarm(TimeSource.system()), TimeSource.system(), Runnable::run);

	private final Holding timeout = new Holding(this.timer);

	@Actor
	public void schedules(ZZ_Result result) {
		this.timer.schedule(0, this.timeout);
		result.r2 = this.timeout.wasDue;
	}

	@Actor
	public void revokes(ZZ_Result result) {
		result.r1 = this.timeout.revoke();
	}

	private static final class Holding extends Timeout {

		private Object held = "held";

		private boolean wasDue;

		Holding(Timer timer) {
			super(timer);
		}

		@Override
		protected void due() {
			this.wasDue = this.held != null;
		}

		@Override
		protected void letGo() {
			this.held = null;
		}

	}

}
