package dev.resilience.time;

import java.util.concurrent.TimeUnit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;

/**
 * Two threads read the coarse clock as the alarm's thread ticks: neither sees it ahead of
 * the clock, and for both it comes past the moment at which they began.
 */
@JCStressTest
@Outcome(id = "true, true, true, true", expect = Expect.ACCEPTABLE, desc = "it ticks")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class TickingTimeStress {

	private static final TimeSource TIME = TickingTime.of(TimeSource.system(), new Alarm(TimeSource.system()));

	private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

	@Actor
	public void one(ZZZZ_Result result) {
		result.r1 = isNotAhead();
		result.r2 = ticks();
	}

	@Actor
	public void other(ZZZZ_Result result) {
		result.r3 = isNotAhead();
		result.r4 = ticks();
	}

	private static boolean isNotAhead() {
		long coarse = TIME.coarseNanos();
		return System.nanoTime() - coarse >= 0;
	}

	private static boolean ticks() {
		long start = System.nanoTime();
		while (TIME.coarseNanos() - start < 0) {
			if (System.nanoTime() - start > LONG_NANOS) {
				return false;
			}
			Thread.yield();
		}
		return true;
	}

}
