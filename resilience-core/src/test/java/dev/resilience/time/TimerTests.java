package dev.resilience.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.async.AsyncFixture;
import dev.resilience.time.Timer.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@org.junit.jupiter.api.Timeout(value = 60, unit = TimeUnit.SECONDS,
		threadMode = org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD)
class TimerTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final ManualTime time = new ManualTime();

	private final Alarm alarm = new Alarm(this.time);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final Timer timer = new Timer(this.alarm, this.time, this.executor);

	@AfterEach
	void close() {
		this.alarm.close();
		this.executor.shutdownNow();
	}

	@Test
	void runsTasksInTheOrderOfTheirTimes() {
		List<Integer> ran = new CopyOnWriteArrayList<>();
		List<Integer> order = List.of(5, 3, 9, 1, 7);
		order.forEach((seconds) -> this.timer.schedule(seconds * SECOND, () -> ran.add(seconds)));

		this.time.advance(Duration.ofSeconds(4));
		AsyncFixture.until(() -> ran.size() == 2);
		assertThat(ran).containsExactly(1, 3);
		this.time.advance(Duration.ofSeconds(6));
		AsyncFixture.until(() -> ran.size() == 5);

		assertThat(ran).containsExactly(1, 3, 5, 7, 9);
	}

	@Test
	void runsWhatIsDueAtOnceOnAnotherThread() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		this.timer.schedule(0, () -> threads.add(Thread.currentThread()));
		this.timer.schedule(-1, () -> threads.add(Thread.currentThread()));

		AsyncFixture.until(() -> threads.size() == 2);
		assertThat(threads).doesNotContain(Thread.currentThread());
	}

	@Test
	void doesNotRunWhatWasCancelled() {
		AtomicInteger ran = new AtomicInteger();
		Timeout cancelled = this.timer.schedule(SECOND, ran::incrementAndGet);
		this.timer.schedule(2 * SECOND, () -> ran.addAndGet(100));

		assertThat(cancelled.revoke()).isTrue();
		assertThat(cancelled.revoke()).isFalse();
		this.time.advance(Duration.ofSeconds(3));

		AsyncFixture.until(() -> ran.get() >= 100);
		assertThat(ran).hasValue(100);
	}

	@Test
	void cannotCancelWhatHasRun() {
		AtomicInteger ran = new AtomicInteger();
		Timeout timeout = this.timer.schedule(SECOND, ran::incrementAndGet);
		this.time.advance(Duration.ofSeconds(1));
		AsyncFixture.until(() -> ran.get() == 1);

		assertThat(timeout.revoke()).isFalse();
	}

	@Test
	void worksWhereTheClockOverflows() {
		ManualTime overflowing = ManualTime.overflowingIn(Duration.ofSeconds(1));
		Alarm own = new Alarm(overflowing);
		AtomicInteger ran = new AtomicInteger();
		new Timer(own, overflowing, this.executor).schedule(2 * SECOND, ran::incrementAndGet);

		overflowing.advance(Duration.ofMillis(1_999));
		new Timer(own, overflowing, this.executor).schedule(0, () -> ran.addAndGet(10));
		AsyncFixture.until(() -> ran.get() == 10);
		overflowing.advance(Duration.ofMillis(1));

		AsyncFixture.until(() -> ran.get() == 11);
		own.close();
	}

	@Test
	void losesNoTaskWhereThereAreNoThreadsForAWhile() {
		AtomicInteger refusals = new AtomicInteger(3);
		Executor scarce = (task) -> {
			if (refusals.getAndDecrement() > 0) {
				throw new RejectedExecutionException();
			}
			this.executor.execute(task);
		};
		AtomicInteger ran = new AtomicInteger();
		Timer scarceTimer = new Timer(this.alarm, this.time, scarce);

		scarceTimer.schedule(0, ran::incrementAndGet);
		scarceTimer.schedule(SECOND, ran::incrementAndGet);

		AsyncFixture.until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return ran.get() == 2;
		});
	}

	@Test
	void runsThousandsAtOnceThoughSomeBlock() {
		Alarm real = new Alarm(TimeSource.system());
		ExecutorService threads = Executors.newCachedThreadPool();
		Timer many = new Timer(real, TimeSource.system(), threads);
		CountDownLatch others = new CountDownLatch(1_800);
		AtomicInteger blocked = new AtomicInteger();
		long moment = TimeSource.system().nanos() + Duration.ofMillis(200).toNanos();
		for (int i = 0; i < 2_000; i++) {
			boolean blocks = i % 10 == 0;
			many.schedule(moment - TimeSource.system().nanos(), () -> {
				if (blocks) {
					AsyncFixture.until(() -> others.getCount() == 0);
					blocked.incrementAndGet();
				}
				else {
					others.countDown();
				}
			});
		}

		AsyncFixture.until(() -> blocked.get() == 200);

		assertThat(others.getCount()).isZero();
		real.close();
		threads.shutdown();
	}

	/** Exactly one of the two happens, however close they are. */
	@Test
	void eitherRunsATaskOrCancelsIt() throws Exception {
		Alarm real = new Alarm(TimeSource.system());
		Timer storm = new Timer(real, TimeSource.system(), this.executor);
		ExecutorService users = Executors.newFixedThreadPool(3);
		AtomicInteger ran = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		List<Future<?>> done = new ArrayList<>();
		int each = 20_000;
		for (int user = 0; user < 3; user++) {
			Random random = new Random(user);
			done.add(users.submit(() -> {
				for (int i = 0; i < each; i++) {
					Timeout timeout = storm.schedule(random.nextInt(50_000), ran::incrementAndGet);
					for (int spin = random.nextInt(500); spin > 0; spin--) {
						Thread.onSpinWait();
					}
					if (random.nextBoolean() && timeout.revoke()) {
						cancelled.incrementAndGet();
					}
				}
			}));
		}
		for (Future<?> user : done) {
			user.get();
		}
		AsyncFixture.until(() -> ran.get() + cancelled.get() == 3 * each);
		assertThat(cancelled).hasPositiveValue();
		assertThat(ran).hasPositiveValue();
		real.close();
		users.shutdownNow();
	}

	/** A closed alarm's thread ends and starts again all the time: none is missed. */
	@Test
	void losesNoTaskWhileItsThreadEndsAndStarts() throws Exception {
		Alarm ended = new Alarm(TimeSource.system());
		ended.close();
		Timer restless = new Timer(ended, TimeSource.system(), Runnable::run);
		ExecutorService users = Executors.newFixedThreadPool(3);
		AtomicInteger ran = new AtomicInteger();
		List<Future<?>> done = new ArrayList<>();
		int each = 5_000;
		for (int user = 0; user < 3; user++) {
			Random random = new Random(user);
			done.add(users.submit(() -> {
				for (int i = 0; i < each; i++) {
					restless.schedule(1 + random.nextInt(20_000), ran::incrementAndGet);
					for (int spin = random.nextInt(2_000); spin > 0; spin--) {
						Thread.onSpinWait();
					}
				}
			}));
		}
		for (Future<?> user : done) {
			user.get();
		}
		AsyncFixture.until(() -> ran.get() == 3 * each);
		users.shutdownNow();
	}

}
