package dev.resilience.time;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

class AlarmTests {

	@Test
	void goesOnThoughAWatcherThrows() {
		AtomicInteger looks = new AtomicInteger();
		try (Alarm alarm = new Alarm(TimeSource.system())) {
			alarm.watch((now) -> {
				throw new OutOfMemoryError("no more");
			});
			alarm.watch((now) -> {
				looks.incrementAndGet();
				return Alarm.NEVER;
			});

			alarm.notLaterThan(0);

			await().until(() -> looks.get() > 3);
		}
	}

	@Test
	void looksAgainForAMomentThatWasNotedWhileItLooked() {
		AtomicInteger looks = new AtomicInteger();
		try (Alarm alarm = new Alarm(TimeSource.system())) {
			alarm.watch((now) -> {
				if (looks.incrementAndGet() < 10) {
					alarm.notLaterThan(now);
				}
				return Alarm.NEVER;
			});

			alarm.notLaterThan(0);

			await().until(() -> looks.get() >= 10);
		}
	}

}
