package dev.resilience.timelimit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.time.Alarm;
import dev.resilience.time.OtherTime;
import dev.resilience.time.TimeSource;
import dev.resilience.worker.Dispatcher;
import dev.resilience.worker.EngineThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchdogTests {

	private final LimitFixture fixture = new LimitFixture(LimitFixture.millis(20), LimitFixture.millis(30_000));

	private final Set<Thread> others = Set.copyOf(allWatchdogs());

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void startsItsThreadWithTheFirstLimit() {
		this.fixture.engine.policy("backend");
		assertThat(watchdogs()).isEmpty();

		this.fixture.call(() -> "in time");

		assertThat(watchdogs()).singleElement().satisfies((thread) -> {
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getContextClassLoader()).isNull();
		});
	}

	@Test
	void startsNoThreadWhereNothingIsInterrupted() {
		LimitFixture plain = new LimitFixture(LimitFixture.millis(20).interrupt(false));

		plain.call(() -> "in time");

		assertThat(watchdogs()).isEmpty();
	}

	@Test
	void hasOneThreadHoweverManyCallAtOnce() throws Exception {
		int callers = 16;
		CyclicBarrier start = new CyclicBarrier(callers);
		CyclicBarrier inside = new CyclicBarrier(callers + 1);
		CyclicBarrier counted = new CyclicBarrier(callers + 1);
		List<Thread> threads = start(callers, () -> {
			start.await();
			return this.fixture.other(() -> {
				inside.await();
				return counted.await();
			});
		});
		inside.await();

		assertThat(watchdogs()).hasSize(1);

		counted.await();
		join(threads);
	}

	@Test
	void endsItsThreadWhenTheEngineIsClosed() {
		this.fixture.call(() -> "in time");

		this.fixture.close();

		await().untilAsserted(() -> assertThat(watchdogs()).isEmpty());
	}

	@Test
	void stillEndsACallThatIsUnderWayWhenTheEngineIsClosed() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			this.fixture.close();
			return LimitFixture.block();
		})).isInstanceOf(TimeLimitExceededException.class);

		await().untilAsserted(() -> assertThat(watchdogs()).isEmpty());
	}

	@Test
	void endsItsThreadOnceTheLastCallIsOverThatWasUnderWay() {
		this.fixture.other(() -> {
			this.fixture.close();
			LimitFixture.spin(Duration.ofMillis(100));
			return "in time";
		});

		await().untilAsserted(() -> assertThat(watchdogs()).isEmpty());
	}

	@Test
	void stillEndsCallsThatBeginAfterTheEngineIsClosed() {
		this.fixture.close();

		for (int i = 0; i < 20; i++) {
			assertThatThrownBy(() -> this.fixture.call(LimitFixture::block))
				.isInstanceOf(TimeLimitExceededException.class);
		}

		await().untilAsserted(() -> assertThat(watchdogs()).isEmpty());
	}

	/** Such code may close a socket, and block while it does. */
	@Test
	void runsAThreadsOwnWayToBeInterruptedOnAThreadOfItsOwn() throws Exception {
		AtomicReference<String> interrupter = new AtomicReference<>();
		try (Alarm alarm = new Alarm(TimeSource.system())) {
			Watchdog watchdog = new Watchdog(alarm, TimeSource.system(),
					new Dispatcher("resilience-interrupt-", new EngineThreads()));
			AtomicBoolean passed = new AtomicBoolean();
			Thread thread = new Thread(() -> {
				ThreadLimits.Place place = watchdog.arm(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));
				passed.set(watchdog.disarm(place));
			}) {

				@Override
				public void interrupt() {
					interrupter.set(Thread.currentThread().getName());
					super.interrupt();
				}

			};
			thread.start();
			thread.join();
			assertThat(passed).isTrue();
			assertThat(interrupter.get()).startsWith("resilience-interrupt-");
		}
	}

	/**
	 * After the close the thread comes and goes with the calls. Here a call comes while
	 * the thread looks for the last time, and is gone again before it has looked.
	 */
	@Test
	void missesNoLimitAfterACallThatCameJustAsItsThreadEnded() throws Exception {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch gone = new CountDownLatch(1);
		TimeSource time = new HeldUpTime(looking, gone);
		Alarm alarm = new Alarm(time);
		Watchdog watchdog = new Watchdog(alarm, time, Runnable::run);
		alarm.close();
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
		watchdog.disarm(watchdog.arm(deadline));
		looking.await();
		watchdog.disarm(watchdog.arm(deadline));
		gone.countDown();
		await().until(() -> watchdogs().isEmpty());

		ThreadLimits.Place place = watchdog.arm(deadline + 1);

		assertThat(watchdogs()).as("threads that watch the limit").hasSize(1);
		watchdog.disarm(place);
	}

	@Test
	void wakesForALimitThatIsEarlierThanTheOneItSleepsFor() throws Exception {
		this.fixture.other(() -> "in time");
		await().until(() -> watchdogs().get(0).getState() == Thread.State.TIMED_WAITING);

		assertThatThrownBy(() -> this.fixture.call(LimitFixture::block)).isInstanceOf(TimeLimitExceededException.class);
	}

	@Test
	void survivesInterruptsOfItsOwnThread() {
		this.fixture.call(() -> "in time");
		for (int i = 0; i < 100; i++) {
			watchdogs().forEach(Thread::interrupt);

			assertThatThrownBy(() -> this.fixture.call(LimitFixture::block))
				.isInstanceOf(TimeLimitExceededException.class);
		}
	}

	@Test
	void forgetsThreadsThatHaveEnded() throws Exception {
		List<WeakReference<Thread>> threads = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			List<Thread> started = start(20, () -> this.fixture.other(() -> "in time"));
			join(started);
			started.forEach((thread) -> threads.add(new WeakReference<>(thread)));
		}

		await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100)).until(() -> {
			System.gc();
			return threads.stream().filter((thread) -> thread.get() != null).count() <= 200;
		});
	}

	@Test
	void doesNotHoldWhatItsFirstCallerInherits() {
		InheritableThreadLocal<Object> inheritable = new InheritableThreadLocal<>();
		WeakReference<Object> request = firstCallWith(inheritable);

		await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
			System.gc();
			assertThat(request.get()).isNull();
		});
		assertThat(watchdogs()).hasSize(1);
		assertThat(inheritable.get()).isNull();
	}

	private WeakReference<Object> firstCallWith(InheritableThreadLocal<Object> inheritable) {
		Object request = new Object();
		inheritable.set(request);
		try {
			this.fixture.call(() -> "in time");
		}
		finally {
			inheritable.remove();
		}
		return new WeakReference<>(request);
	}

	private List<Thread> watchdogs() {
		return allWatchdogs().stream().filter((thread) -> !this.others.contains(thread)).toList();
	}

	private static List<Thread> allWatchdogs() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("resilience-timer"))
			.toList();
	}

	private static List<Thread> start(int count, Callable<?> work) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(() -> {
				try {
					work.call();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

	/** Holds the watchdog up as it looks for the first time. */
	private static final class HeldUpTime extends OtherTime {

		private final CountDownLatch looking;

		private final CountDownLatch gone;

		HeldUpTime(CountDownLatch looking, CountDownLatch gone) {
			super(TimeSource.system());
			this.looking = looking;
			this.gone = gone;
		}

		@Override
		public long nanos() {
			if (Thread.currentThread().getName().equals("resilience-timer")) {
				this.looking.countDown();
				try {
					this.gone.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return super.nanos();
		}

	}

}
