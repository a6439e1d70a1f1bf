package dev.resilience.policy;

import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.time.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * What is registered as a call is cancelled is cancelled with it, or the caller is told;
 * never both, never neither.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "registered, and cancelled")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "the caller is told")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class CancelledSlot {

	private final DetachedCall call = DetachedCall.of(new IdleCall(TimeSource.system()));

	private final AtomicInteger cancelled = new AtomicInteger();

	@Actor
	public void registers(ZI_Result result) {
		result.r1 = this.call.tryRegister(this.cancelled::incrementAndGet);
	}

	@Actor
	public void cancels() {
		this.call.cancel();
	}

	@Arbiter
	public void count(ZI_Result result) {
		result.r2 = this.cancelled.get();
	}

}
