package dev.resilience.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.failure.FailureCategory;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.time.ManualTime;
import dev.resilience.time.OtherTime;
import dev.resilience.time.TimeSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that take too long, that break, and readers who meet. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingChecksTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final Duration TIMEOUT = CheckSpec.DEFAULTS.timeout();

	private final ManualTime time = new ManualTime();

	private final ResilienceEngine engine = ResilienceEngine.builder().time(this.time).build();

	private final CountDownLatch release = new CountDownLatch(1);

	private final ScriptedCheck store = new ScriptedCheck("store");

	private final BackendChecks checks = this.engine.checks(List.of(this.store), CheckSpec.DEFAULTS);

	@AfterEach
	void close() {
		this.release.countDown();
		this.engine.close();
	}

	@Test
	void aCheckIsInterruptedAtItsLimitAndTheBackendIsNotReachable() throws Exception {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.store.script = () -> {
			try {
				this.release.await();
				interrupted.complete(false);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				throw ex;
			}
		};
		CompletableFuture<CheckResult> reader = reader();
		awaitAsked(1);
		this.time.advance(TIMEOUT.minusNanos(1));
		assertThat(reader).isNotDone();
		this.time.advance(Duration.ofNanos(1));
		CheckResult result = reader.get();
		assertThat(interrupted.get()).isTrue();
		assertThat(result.reachable()).isFalse();
		assertThat(result.latency()).isEqualTo(TIMEOUT);
		assertThat(result.underWaySince()).isEqualTo(START);
		assertThat(result.lastFailure().failure().category()).isEqualTo(FailureCategory.TIMEOUT);
		assertThat(result.thrown()).isInstanceOf(TimeoutException.class).hasMessage("No answer within 2s");
	}

	@Test
	void aCheckThatHasHeardTheInterruptIsNoLongerUnderWayAndIsAskedAgain() {
		this.store.script = this.release::await;
		readAtTheLimit();
		Awaitility.await().until(() -> read().underWaySince() == null);
		assertThat(read().reachable()).isFalse();
		assertThat(this.store.asked).hasValue(1);
		this.store.script = ScriptedCheck.ANSWERS;
		this.time.advance(CheckSpec.DEFAULTS.interval());
		assertThat(read().reachable()).isTrue();
		assertThat(this.store.asked).hasValue(2);
	}

	@Test
	void aCheckThatHearsNoInterruptKeepsItsOneThread() {
		this.store.script = ScriptedCheck.deafUntil(this.release);
		CheckResult first = readAtTheLimit();
		for (int i = 0; i < 5; i++) {
			this.time.advance(CheckSpec.DEFAULTS.interval());
			// at once, though nobody turns the clock
			assertThat(read()).isEqualTo(first);
		}
		assertThat(first.underWaySince()).isEqualTo(START);
		assertThat(this.store.asked).hasValue(1);
	}

	@Test
	void whatComesAfterTheLimitIsLateAndTheNextReadingAsksAgain() {
		this.store.script = ScriptedCheck.deafUntil(this.release);
		CheckResult late = readAtTheLimit();
		this.release.countDown();
		Awaitility.await().until(() -> read().underWaySince() == null);
		assertThat(read().lastFailure()).isEqualTo(late.lastFailure());
		assertThat(read().reachable()).isFalse();
		this.time.advance(CheckSpec.DEFAULTS.interval());
		assertThat(read().reachable()).isTrue();
		assertThat(this.store.asked).hasValue(2);
	}

	@Test
	void oneThatHangsDoesNotHideTheOthers() {
		ScriptedCheck well = new ScriptedCheck("well");
		this.store.script = ScriptedCheck.deafUntil(this.release);
		BackendChecks both = this.engine.checks(List.of(this.store, well), CheckSpec.DEFAULTS);
		CompletableFuture<List<CheckResult>> reader = CompletableFuture.supplyAsync(both::results);
		awaitAsked(1);
		Awaitility.await().until(() -> well.asked.get() == 1);
		this.time.advance(TIMEOUT);
		assertThat(reader.join()).extracting(CheckResult::reachable).containsExactly(false, true);
	}

	@Test
	void readersWhoComeAtTheSameTimeShareOneAsking() {
		this.store.script = this.release::await;
		List<CompletableFuture<CheckResult>> readers = new ArrayList<>();
		CountDownLatch came = new CountDownLatch(20);
		for (int i = 0; i < 20; i++) {
			CompletableFuture<CheckResult> reader = new CompletableFuture<>();
			readers.add(reader);
			new Thread(() -> {
				came.countDown();
				reader.complete(read());
			}).start();
		}
		Awaitility.await().until(() -> came.getCount() == 0);
		awaitAsked(1);
		this.release.countDown();
		CheckResult result = readers.get(0).join();
		assertThat(readers).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo(result));
		assertThat(result.reachable()).isTrue();
		assertThat(this.store.asked).hasValue(1);
	}

	@Test
	void anInterruptOfTheReaderDoesNotEndTheWaitAndIsKept() {
		this.store.script = this.release::await;
		AtomicBoolean kept = new AtomicBoolean();
		CompletableFuture<CheckResult> told = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			CheckResult result = read();
			kept.set(Thread.currentThread().isInterrupted());
			told.complete(result);
		});
		reader.start();
		awaitAsked(1);
		reader.interrupt();
		assertThat(told).isNotDone();
		this.release.countDown();
		assertThat(told.join().reachable()).isTrue();
		assertThat(kept).isTrue();
	}

	@Test
	void anInterruptThatACheckLeavesReachesNoOtherCheck() {
		AtomicBoolean interrupted = new AtomicBoolean();
		this.store.script = () -> Thread.currentThread().interrupt();
		assertThat(read().reachable()).isTrue();
		this.store.script = () -> interrupted.set(Thread.currentThread().isInterrupted());
		this.time.advance(CheckSpec.DEFAULTS.interval());
		read();
		assertThat(interrupted).isFalse();
	}

	@Test
	void anErrorIsAFailureToo() {
		this.store.script = () -> {
			throw new NoClassDefFoundError("driver");
		};
		CheckResult result = read();
		assertThat(result.reachable()).isFalse();
		assertThat(result.lastFailure().failure().type()).isEqualTo("java.lang.NoClassDefFoundError");
	}

	@Test
	void anErrorOfTheMachineIsAFailureAndIsHeardOf() throws Exception {
		CompletableFuture<Throwable> heard = new CompletableFuture<>();
		Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
		Thread.setDefaultUncaughtExceptionHandler((thread, error) -> heard.complete(error));
		try {
			InternalError error = new InternalError("only in this test");
			this.store.script = () -> {
				throw error;
			};
			assertThat(read().thrown()).isSameAs(error);
			assertThat(heard.get()).isSameAs(error);
		}
		finally {
			Thread.setDefaultUncaughtExceptionHandler(before);
		}
		this.store.script = ScriptedCheck.ANSWERS;
		this.time.advance(CheckSpec.DEFAULTS.interval());
		assertThat(read().reachable()).isTrue();
	}

	@Test
	void whereTheLimitCannotBeSetTheBackendIsNotReachableAndNobodyWaits() {
		StarvedTime starved = new StarvedTime();
		try (ResilienceEngine engine = ResilienceEngine.builder().time(starved).build()) {
			BackendChecks one = engine.checks(List.of(this.store), new CheckSpec(Duration.ZERO, TIMEOUT));
			starved.starves = true;
			CheckResult result = one.results().get(0);
			assertThat(result.reachable()).isFalse();
			assertThat(result.thrown()).isInstanceOf(InternalError.class);
			assertThat(this.store.asked).hasValue(0);
			assertThat(one.results().get(0).reachable()).isTrue();
		}
	}

	private CheckResult readAtTheLimit() {
		CompletableFuture<CheckResult> reader = reader();
		awaitAsked(1);
		this.time.advance(TIMEOUT);
		return reader.join();
	}

	private CompletableFuture<CheckResult> reader() {
		return CompletableFuture.supplyAsync(this::read);
	}

	private CheckResult read() {
		return this.checks.results().get(0);
	}

	private void awaitAsked(int times) {
		Awaitility.await().until(() -> this.store.asked.get() == times);
	}

	/** Breaks where the limit is set, as the timer does that gets no thread. */
	private static final class StarvedTime extends OtherTime {

		private volatile boolean starves;

		private boolean breaksNext;

		StarvedTime() {
			super(TimeSource.system());
		}

		@Override
		public long nanos() {
			if (this.breaksNext) {
				this.breaksNext = false;
				throw new InternalError("only in this test");
			}
			return super.nanos();
		}

		/** Read right before. */
		@Override
		public Instant wallClock() {
			this.breaksNext = this.starves;
			this.starves = false;
			return super.wallClock();
		}

	}

}
