package dev.resilience.timelimit;

import java.util.concurrent.TimeUnit;

import dev.resilience.time.Alarm;
import dev.resilience.time.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * After the close nothing ticks that would make the alarm's thread look again: a limit
 * that is armed lazily, as that thread looks for another and ends, is not lost.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both were fired")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class LazyArming {

	private static final Alarm ALARM = new Alarm(TimeSource.system());

	private static final Watchdog WATCHDOG = new Watchdog(ALARM, TimeSource.system(), Runnable::run);

	private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

	/** So that the alarm's thread is to look at once. */
	private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	static {
		ALARM.close();
	}

	@Actor
	public void one(ZZ_Result result) {
		result.r1 = isFired();
	}

	@Actor
	public void other(ZZ_Result result) {
		result.r2 = isFired();
	}

	private static boolean isFired() {
		long start = TimeSource.system().nanos();
		ThreadLimits.Place place = WATCHDOG.armCoarsely(start - BEFORE_NANOS, 1, true);
		while (!Thread.currentThread().isInterrupted()) {
			if (TimeSource.system().nanos() - start > LONG_NANOS) {
				WATCHDOG.disarm(place);
				Thread.interrupted();
				return false;
			}
			Thread.onSpinWait();
		}
		return WATCHDOG.disarm(place);
	}

}
