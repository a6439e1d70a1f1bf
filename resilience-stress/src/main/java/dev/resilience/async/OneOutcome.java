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
import org.openjdk.jcstress.infra.results.I_Result;

/** Of a source that ends as it is cancelled one outcome is told. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one outcome")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class OneOutcome {

	private final PendingType type = new PendingType();

	private final DetachedCall call = DetachedCall.of(new IdleCall(TimeSource.system()));

	private final AtomicInteger told = new AtomicInteger();

	/** A source that is under way. */
	public OneOutcome() {
		Source.follow((made) -> "source", this.type, this.call, (result, failure) -> this.told.incrementAndGet());
	}

	@Actor
	public void ends() {
		this.type.followed.ended("result", null);
	}

	@Actor
	public void cancels() {
		this.call.cancel();
	}

	@Arbiter
	public void count(I_Result result) {
		result.r1 = this.told.get();
	}

}
