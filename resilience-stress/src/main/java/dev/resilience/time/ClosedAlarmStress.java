package dev.resilience.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Two threads note moments while the alarm is closed, and its thread ends, comes again
 * and ends: both moments are seen.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both were seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class ClosedAlarmStress {

	private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final Alarm alarm = new Alarm(TimeSource.system());

	private final AtomicInteger noted = new AtomicInteger();

	private final AtomicInteger seen = new AtomicInteger();

	public ClosedAlarmStress() {
		this.alarm.watch((now) -> {
			this.seen.set(this.noted.get());
			return Alarm.NEVER;
		});
	}

	@Actor
	public void one(ZZ_Result result) {
		result.r1 = isSeen(1);
	}

	@Actor
	public void other(ZZ_Result result) {
		this.alarm.close();
		result.r2 = isSeen(2);
	}

	private boolean isSeen(int mine) {
		long start = System.nanoTime();
		this.noted.accumulateAndGet(mine, (before, bit) -> before | bit);
		this.alarm.notLaterThan(0);
		while ((this.seen.get() & mine) == 0) {
			if (System.nanoTime() - start > LONG_NANOS) {
				return false;
			}
			Thread.yield();
		}
		return true;
	}

}
