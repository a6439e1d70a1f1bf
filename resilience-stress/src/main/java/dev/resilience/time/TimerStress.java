package dev.resilience.time;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A task that is cancelled as it falls due runs, or is cancelled; never both, never
 * neither.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "cancelled")
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "run")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class TimerStress {

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicReference<Runnable> handedOver = new AtomicReference<>();

	private final Timer timer = new Timer(new Alarm(TimeSource.system()), TimeSource.system(), this.handedOver::set);

	private final Timer.Timeout timeout = this.timer.schedule(0, this.runs::incrementAndGet);

	@Actor
	public void cancels(ZI_Result result) {
		result.r1 = this.timeout.revoke();
	}

	@Actor
	public void runs() {
		this.handedOver.get().run();
	}

	@Arbiter
	public void count(ZI_Result result) {
		result.r2 = this.runs.get();
	}

}
