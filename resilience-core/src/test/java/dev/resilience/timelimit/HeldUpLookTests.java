package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.time.Alarm;
import dev.resilience.time.ManualTime;
import dev.resilience.time.OtherTime;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Time that passes while the watchdog looks: the machine slept, the collector stopped it,
 * or a test turned its clock.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldUpLookTests {

	@Test
	void endsItsThreadThoughTheClockStandsStillThen() {
		StoppedLookTime time = new StoppedLookTime(new ManualTime());
		Alarm alarm = new Alarm(time);
		Watchdog watchdog = new Watchdog(alarm, time, Runnable::run);

		ThreadLimits.Place place = watchdog.arm(time.nanos() + TimeUnit.SECONDS.toNanos(60));
		await().until(time::wasStopped);
		watchdog.disarm(place);
		alarm.close();

		await().untilAsserted(() -> assertThat(time.watchdog.isAlive()).isFalse());
	}

	@Test
	void interruptsInTimeWhatBeginsThen() {
		StoppedLookTime time = new StoppedLookTime(TimeSource.system());
		try (Alarm alarm = new Alarm(time)) {
			Watchdog watchdog = new Watchdog(alarm, time, Runnable::run);
			ThreadLimits.Place outer = watchdog.arm(time.nanos() + TimeUnit.SECONDS.toNanos(60));
			await().until(time::wasStopped);

			long start = System.nanoTime();
			ThreadLimits.Place place = watchdog.armCoarsely(time.nanos(), TimeUnit.MILLISECONDS.toNanos(200), false);
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));

			assertThat(watchdog.disarm(place)).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200),
					Duration.ofSeconds(5));
			watchdog.disarm(outer);
		}
	}

	/** Ten seconds pass between the beginning of the first look and its end. */
	private static final class StoppedLookTime extends OtherTime {

		private final AtomicInteger readings = new AtomicInteger();

		private volatile long passed;

		private volatile Thread watchdog;

		StoppedLookTime(TimeSource time) {
			super(time);
		}

		boolean wasStopped() {
			return this.readings.get() > 2;
		}

		@Override
		public long nanos() {
			Thread thread = Thread.currentThread();
			if (thread.getName().equals("resilience-timer")) {
				this.watchdog = thread;
				if (this.readings.incrementAndGet() == 2) {
					this.passed = TimeUnit.SECONDS.toNanos(10);
				}
			}
			return super.nanos() + this.passed;
		}

	}

}
