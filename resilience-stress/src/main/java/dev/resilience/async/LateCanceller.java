package dev.resilience.async;

import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.IdleCall;
import dev.resilience.time.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZZ_Result;

/**
 * A source that comes as its call is cancelled is cancelled too, and one outcome is told.
 */
@JCStressTest
@Outcome(id = "1, false, false", expect = Expect.ACCEPTABLE, desc = "cancelled before anything was made")
@Outcome(id = "1, true, true", expect = Expect.ACCEPTABLE, desc = "made, and cancelled")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class LateCanceller {

	private final PendingType type = new PendingType();

	private final DetachedCall call = DetachedCall.of(new IdleCall(TimeSource.system()));

	private final AtomicInteger told = new AtomicInteger();

	@Actor
	public void follows() {
		Source.follow((made) -> "source", this.type, this.call, (result, failure) -> this.told.incrementAndGet());
	}

	@Actor
	public void cancels() {
		this.call.cancel();
	}

	@Arbiter
	public void count(IZZ_Result result) {
		result.r1 = this.told.get();
		result.r2 = this.type.followed != null;
		result.r3 = this.type.isCancelled;
	}

}
