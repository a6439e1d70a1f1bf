package dev.resilience.time;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A moment that is noted as the alarm goes to sleep is seen by it or wakes it; no wake-up
 * is lost. The other thread is the alarm's own; nobody else wakes it, who could make good
 * what was lost.
 */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "it was seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class AlarmStress {

	private static final Alarm ALARM = new Alarm(TimeSource.system());

	private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final Queue<AtomicBoolean> NOTED = new ConcurrentLinkedQueue<>();

	static {
		ALARM.watch((now) -> {
			for (AtomicBoolean seen = NOTED.poll(); seen != null; seen = NOTED.poll()) {
				seen.set(true);
			}
			return Alarm.NEVER;
		});
	}

	@Actor
	public void note(Z_Result result) {
		result.r1 = isSeen();
	}

	private static boolean isSeen() {
		AtomicBoolean seen = new AtomicBoolean();
		long start = System.nanoTime();
		NOTED.add(seen);
		ALARM.notLaterThan(0);
		while (!seen.get() && System.nanoTime() - start < LONG_NANOS) {
			Thread.yield();
		}
		return seen.get();
	}

}
