package dev.resilience.time;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@org.junit.jupiter.api.Timeout(value = 60, unit = TimeUnit.SECONDS,
		threadMode = org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD)
class TickingTimeTests {

	/** Much longer than it goes on unread. */
	private static final Duration LONG = Duration.ofMillis(400);

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final Set<Thread> others = timers();

	private final Alarm alarm = new Alarm(TimeSource.system());

	private final TimeSource time = TickingTime.of(TimeSource.system(), this.alarm);

	private long worked;

	@AfterEach
	void close() {
		this.alarm.close();
	}

	@Test
	void neverRunsAheadOfTheClock() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < LONG.toNanos()) {
			long coarse = this.time.coarseNanos();

			assertThat(System.nanoTime() - coarse).isNotNegative();
		}
	}

	@Test
	void comesPastAnyMomentWhileItIsRead() {
		for (int i = 0; i < 100; i++) {
			long moment = System.nanoTime();

			await().pollInterval(SHORT).until(() -> this.time.coarseNanos() - moment >= 0);
		}
	}

	@Test
	void standsStillBetweenTwoTicks() {
		await().pollInterval(SHORT).until(() -> this.time.coarseNanos() == this.time.coarseNanos());
	}

	@Test
	void ticksTheWallClockToo() {
		await().pollInterval(SHORT).until(() -> this.time.coarseWallClock() == this.time.coarseWallClock());

		assertThat(Duration.between(this.time.coarseWallClock(), this.time.wallClock()))
			.isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(5));
	}

	@Test
	void stopsWhenNobodyReadsAndStartsAgain() {
		for (int i = 0; i < 3; i++) {
			await().pollInterval(SHORT).until(() -> this.time.coarseNanos() == this.time.coarseNanos());
			await().pollInterval(LONG).until(this::isAsleep);
			long moment = System.nanoTime();

			assertThat(this.time.coarseNanos() - moment).as("after a while in which nobody has read").isNotNegative();
		}
	}

	@Test
	void startsNoThreadBeforeItIsRead() {
		this.time.nanos();
		this.time.wallClock();
		this.time.coarseLag();

		assertThat(mine()).isEmpty();
	}

	@Test
	void readsTheExactClockAfterTheEngineIsClosedAndLeavesNoThread() {
		await().pollInterval(SHORT).until(() -> this.time.coarseNanos() == this.time.coarseNanos());

		this.alarm.close();
		await().pollInterval(SHORT).until(() -> mine().isEmpty());
		for (int i = 0; i < 1_000; i++) {
			long moment = System.nanoTime();
			assertThat(this.time.coarseNanos() - moment).isNotNegative();
		}

		assertThat(mine()).isEmpty();
	}

	@Test
	void endsThoughSomebodyKeepsReading() {
		await().pollInterval(SHORT).until(() -> this.time.coarseNanos() == this.time.coarseNanos());

		this.alarm.close();

		await().pollInterval(SHORT).until(() -> {
			this.time.coarseNanos();
			return mine().isEmpty();
		});
	}

	@Test
	void leavesAClockThatATestTurnsAsItIs() {
		ManualTime manual = new ManualTime();

		assertThat(TickingTime.of(manual, this.alarm)).isSameAs(manual);
	}

	/** It has done nothing for a long time. */
	private boolean isAsleep() {
		long worked = this.worked;
		this.worked = mine().stream().mapToLong((thread) -> THREADS.getThreadCpuTime(thread.getId())).sum();
		return worked == this.worked;
	}

	private Set<Thread> mine() {
		Set<Thread> timers = timers();
		timers.removeAll(this.others);
		return timers;
	}

	private static Set<Thread> timers() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().equals("resilience-timer"));
		return threads;
	}

}
