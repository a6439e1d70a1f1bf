package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
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
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.retry.RetryOutcome;
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
