package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CallContext;
import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.ErrorCode;
import dev.resilience.ThrowingSupplier;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.async.AsyncFixture;
import dev.resilience.async.ManualBackend;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls whose attempts a worker makes, on a clock that a test turns. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerCallTests {

	private AsyncFixture fixture = fixture(true, 1);

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).isFalse();
		this.fixture.close();
	}

	@Test
	void freesTheCallerAtTheLimitAndInterruptsTheWorker() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

		assertThatThrownBy(() -> plain(() -> {
			this.fixture.time.advance(Duration.ofSeconds(4));
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				throw ex;
			}
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(interrupted.join()).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.COMPLETED)).isZero();
		isFreeAgain();
	}

	@Test
	void isAsSlowAsItsLimitForTheCircuitWhereItIsLeftBehind() {
		this.fixture.close();
		this.fixture = new AsyncFixture(
				(policy) -> policy.circuit(CircuitSpec.builder().slowCallDuration(Duration.ofSeconds(2)).build())
					.timeLimit(worker().build()));

		assertThatThrownBy(() -> plain(() -> {
			this.fixture.time.advance(Duration.ofSeconds(2));
			return LimitFixture.block();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.fixture.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 1, 1));
	}

	@Test
	void isSlowForTheCircuitWhereItIsInTimeButSlow() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture(
				(policy) -> policy.circuit(CircuitSpec.builder().slowCallDuration(Duration.ofSeconds(1)).build())
					.timeLimit(worker().build()));

		assertThat(this.<String>plain(() -> {
			this.fixture.time.advance(Duration.ofSeconds(1));
			return "in time";
		})).isEqualTo("in time");

		assertThat(this.fixture.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 0, 1));
	}

	/** What the worker does before the method may take long, too. */
	@Test
	void doesNotCallTheMethodForACallerWhoHasGone() {
		AtomicBoolean first = new AtomicBoolean(true);
		CountDownLatch gone = new CountDownLatch(1);
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.timeLimit(worker().interrupt(false).build()),
				(engine) -> engine.maxWorkers(1).contextCarrier(() -> () -> {
					if (first.getAndSet(false)) {
						this.fixture.time.advance(Duration.ofSeconds(2));
						await(gone);
					}
					return () -> {
					};
				}));
		AtomicBoolean called = new AtomicBoolean();

		assertThatThrownBy(() -> plain(() -> called.getAndSet(true))).isInstanceOf(TimeLimitExceededException.class);
		gone.countDown();

		isFreeAgain();
		assertThat(called).isFalse();
	}

	@Test
	void makesNoFurtherAttemptWithinALimitThatHasPassed() {
		CountDownLatch gone = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.fixture.close();
		this.fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.atOnce(3)).timeLimit(worker().interrupt(false).build()),
				(engine) -> engine
					.order(List.of(PolicyKind.FALLBACK, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT, PolicyKind.RETRY)));

		assertThatThrownBy(() -> plain(() -> {
			calls.incrementAndGet();
			this.fixture.time.advance(Duration.ofSeconds(2));
			await(gone);
			throw new IOException();
		})).isInstanceOf(TimeLimitExceededException.class);
		gone.countDown();

		AsyncFixture.until(() -> this.fixture.callsOfRetry() == 1);
		assertThat(calls).hasValue(1);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	/** Under a limit that is longer than the test may take. */
	@Test
	void tellsTheCallerAsSoonAsTheMethodIsBack() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.timeLimit(worker().timeout(Duration.ofMinutes(5)).build()),
				(engine) -> engine.time(TimeSource.system()));
		for (int i = 0; i < 100; i++) {
			assertThat(this.<String>plain(() -> "back")).isEqualTo("back");
		}
	}

	@Test
	void doesNotInterruptTheWorkerWhereNothingIsInterrupted() throws Exception {
		this.fixture.close();
		this.fixture = fixture(false, 1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Boolean> flag = new CompletableFuture<>();

		assertThatThrownBy(() -> plain(() -> {
			this.fixture.time.advance(Duration.ofSeconds(4));
			release.await();
			flag.complete(Thread.currentThread().isInterrupted());
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);
		release.countDown();

		assertThat(flag.get()).isFalse();
		isFreeAgain();
	}

	@Test
	void refusesWhatFindsNoWorkerAndTells() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicBoolean called = new AtomicBoolean();
		assertThatThrownBy(() -> plain(() -> deaf(release))).isInstanceOf(TimeLimitExceededException.class);

		assertThatThrownBy(() -> plain(() -> called.getAndSet(true)))
			.isInstanceOfSatisfying(ConcurrencyLimitExceededException.class, (ex) -> {
				assertThat(ex.limit()).isOne();
				assertThat(ex.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT_EXCEEDED);
			});
		assertThat(AsyncFixture.failure(this.fixture.call(() -> new CompletableFuture<>())))
			.isInstanceOf(ConcurrencyLimitExceededException.class);

		assertThat(called).isFalse();
		assertThat(this.fixture.totals().ignored()).isEqualTo(2);
		assertThat(this.fixture.events.of(CallRejected.class)).extracting(CallRejected::code)
			.containsExactly("CONCURRENCY_LIMIT_EXCEEDED", "CONCURRENCY_LIMIT_EXCEEDED");
		release.countDown();
		isFreeAgain();
	}

	/** A caller who has his answer finds the worker free, one call after the other. */
	@Test
	void refusesNobodyWhoCallsOnlyAfterTheAnswer() throws Exception {
		for (int i = 0; i < 2_000; i++) {
			assertThat(this.<String>plain(() -> "plain")).isEqualTo("plain");
			assertThat(this.fixture.call(() -> CompletableFuture.completedFuture("later")).get()).isEqualTo("later");
		}
	}

	@Test
	void doesNotTryAgainWhatCameBackNormallyButLate() {
		AtomicInteger calls = new AtomicInteger();
		this.fixture.close();
		this.fixture = fixture(false, 4);
		int late = 0;
		while (late == 0) {
			calls.set(0);
			assertThatThrownBy(() -> plain(() -> {
				calls.incrementAndGet();
				this.fixture.time.advance(Duration.ofMillis(2_001));
				return "late";
			})).isInstanceOf(TimeLimitExceededException.class);
			late += (calls.get() == 1) ? 1 : 0;
		}
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isPositive();
	}

	/**
	 * Counted as an overrun is only what the caller has waited for; it may see the limit
	 * pass before the worker is back.
	 */
	@Test
	void triesAgainWhatFailedAndCameBackLate() throws Exception {
		this.fixture.close();
		this.fixture = fixture(false, 4);
		while (this.fixture.policy().timeLimit().calls(TimeLimitOutcome.OVERRUN) == 0) {
			AtomicInteger calls = new AtomicInteger();
			String result = plain(() -> {
				if (calls.incrementAndGet() == 1) {
					this.fixture.time.advance(Duration.ofMillis(2_200));
					throw new IOException();
				}
				return "second try";
			});
			assertThat(result).isEqualTo("second try");
		}
	}

	@Test
	void throwsTheFailureItselfAfterTheRetries() {
		IOException failure = new IOException();
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> plain(() -> {
			attempts.set(CallContext.current().attempt());
			throw failure;
		})).isSameAs(failure);

		assertThat(attempts).hasValue(2);
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.COMPLETED)).isEqualTo(2);
		assertThat(this.fixture.totals().failed()).isOne();
	}

	@Test
	void letsTheCallerOfAFutureGoOnWhileTheMethodBlocks() throws Exception {
		CountDownLatch release = new CountDownLatch(1);

		CompletableFuture<String> future = this.fixture.call(() -> {
			release.await();
			return CompletableFuture.completedFuture("done");
		});
		assertThat(future).isNotDone();
		release.countDown();

		assertThat(future.get()).isEqualTo("done");
	}

	@Test
	void hearsAFutureThatIsCompletedAfterTheWorkerHasGone() throws Exception {
		ManualBackend backend = new ManualBackend();
		CompletableFuture<String> future = this.fixture.call(backend);
		backend.attempt(1);
		isFreeAgain();

		backend.attempt(1).complete("later");

		assertThat(future.get()).isEqualTo("later");
	}

	@Test
	void interruptsAMethodOnAWorkerThatReturnsNoFutureInTime() throws Exception {
		this.fixture.close();
		this.fixture = fixture(true, 4);
		AtomicInteger calls = new AtomicInteger();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CompletableFuture<String> future = this.fixture.call(() -> {
			if (calls.incrementAndGet() == 1) {
				this.fixture.time.advance(Duration.ofSeconds(2));
				try {
					LimitFixture.block();
				}
				catch (InterruptedException ex) {
					interrupted.complete(true);
					throw ex;
				}
			}
			return CompletableFuture.completedFuture("second try");
		});

		assertThat(future.get()).isEqualTo("second try");
		assertThat(interrupted.get()).isTrue();
		isFreeAgain();
	}

	private <T> T plain(ThrowingSupplier<T, ?> work) throws Exception {
		return this.fixture.engine.policy("backend").call(() -> {
			try {
				return work.get();
			}
			catch (Exception | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		});
	}

	private void isFreeAgain() {
		AsyncFixture.until(() -> {
			try {
				return this.<String>plain(() -> "free").equals("free");
			}
			catch (ConcurrencyLimitExceededException ex) {
				return false;
			}
		});
	}

	private String deaf(CountDownLatch release) {
		this.fixture.time.advance(Duration.ofSeconds(4));
		while (true) {
			try {
				release.await();
				return "late";
			}
			catch (InterruptedException ex) {
				// goes on
			}
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

	private static TimeLimitSpecBuilder worker() {
		return TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).runOn(RunOn.WORKER);
	}

	private static AsyncFixture fixture(boolean interrupt, int workers) {
		return new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(2))
			.circuit(CircuitSpec.builder().failureThreshold(0).failureRateThreshold(0).build())
			.timeLimit(TimeLimitSpec.builder()
				.timeout(Duration.ofSeconds(2))
				.total(Duration.ofSeconds(4))
				.runOn(RunOn.WORKER)
				.interrupt(interrupt)
				.build()), (engine) -> engine.maxWorkers(workers));
	}

}
