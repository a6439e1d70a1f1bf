package dev.resilience.timelimit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.time.Alarm;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A limit with a coarse deadline counts from a moment after its own beginning. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RearmedLimitTests {

	private static final long TICK = 100;

	private static final long LENGTH = 400;

	private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long HELD_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	/** All limits of one length that begin in one tick have the same deadline. */
	@Test
	void isNotFiredByWhatWasSeenOfTheOneBeforeWithTheSameDeadline() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place before = limits.armCoarsely(TICK + LENGTH, LENGTH);
		limits.fireDue(TICK);
		limits.disarm(before);

		ThreadLimits.Place place = limits.armCoarsely(TICK + LENGTH, LENGTH);
		limits.fireDue(TICK + LENGTH);

		assertThat(Thread.interrupted()).as("fired, though it began after the tick").isFalse();
		assertThat(limits.disarm(place)).isFalse();
	}

	/** The alarm's thread is held up after it has read the clock. */
	@Test
	void isNotFiredEarlyWhenItBeginsDuringALook() throws Exception {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch armed = new CountDownLatch(1);
		try (Alarm alarm = new Alarm(TimeSource.system())) {
			alarm.watch((now) -> {
				looking.countDown();
				await(armed);
				return Alarm.NEVER;
			});
			Watchdog watchdog = new Watchdog(alarm, TimeSource.system(), Runnable::run);
			alarm.notLaterThan(0);
			looking.await();
			long tick = System.nanoTime();
			while (System.nanoTime() - tick < HELD_UP_NANOS) {
				Thread.onSpinWait();
			}

			long start = System.nanoTime();
			ThreadLimits.Place place = watchdog.armCoarsely(tick, LIMIT_NANOS, true);
			armed.countDown();
			assertThatThrownBy(LimitFixture::block).isInstanceOf(InterruptedException.class);

			assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LIMIT_NANOS);
			assertThat(watchdog.disarm(place)).isTrue();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
