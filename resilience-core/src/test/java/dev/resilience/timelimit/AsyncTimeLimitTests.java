package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.async.AsyncFixture;
import dev.resilience.async.ManualBackend;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.time.InterleavedTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The time limit of calls whose outcome comes later. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncTimeLimitTests {

	private final ManualBackend backend = new ManualBackend();

	private final AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(10))
		.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).total(Duration.ofSeconds(5)).build()));

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).isFalse();
		this.fixture.close();
	}

	@Test
	void cancelsTheSourceOfEachAttemptAndEndsWithTheTotal() throws Exception {
		CompletableFuture<String> future = this.fixture.call(this.backend);

		for (int attempt = 1; attempt <= 2; attempt++) {
			CompletableFuture<String> source = this.backend.attempt(attempt);
			this.fixture.time.advance(Duration.ofSeconds(2));
			AsyncFixture.until(source::isCancelled);
		}
		CompletableFuture<String> last = this.backend.attempt(3);
		this.fixture.time.advance(Duration.ofMillis(999));
		assertThat(future).isNotDone();
		this.fixture.time.advance(Duration.ofMillis(1));

		Throwable failure = AsyncFixture.failure(future);
		assertThat(failure).isInstanceOfSatisfying(TimeLimitExceededException.class, (ex) -> {
			assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
			assertThat(ex.limit()).isEqualTo(Duration.ofSeconds(5));
			assertThat(ex.elapsed()).isEqualTo(Duration.ofSeconds(5));
		});
		assertThat(last).isCancelled();
		assertThat(this.backend.calls()).isEqualTo(3);
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.TIMED_OUT)).isEqualTo(3);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void hasCancelledTheSourceWhenItTellsOfTheLimit() throws Exception {
		try (AsyncFixture once = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			CompletableFuture<Boolean> cancelled = once.call(this.backend)
				.handle((result, failure) -> this.backend.attempt(1).isCancelled());

			once.time.advance(Duration.ofSeconds(2));

			assertThat(cancelled.get()).isTrue();
		}
	}

	@Test
	void ignoresAnOutcomeThatComesAfterTheLimit() throws Exception {
		try (AsyncFixture once = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			Deaf source = new Deaf();
			CompletableFuture<String> future = once.call(() -> source);
			once.time.advance(Duration.ofSeconds(2));
			assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);

			source.complete("late");

			assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
			assertThat(once.attemptsOfTimeLimit()).isOne();
		}
	}

	/** The method itself turns the clock, so the timer may not have had its turn. */
	@Test
	void doesNotTryAgainWhatCameBackNormallyButLate() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		CompletableFuture<String> future;
		do {
			calls.set(0);
			future = this.fixture.call(() -> {
				calls.incrementAndGet();
				this.fixture.time.advance(Duration.ofMillis(2001));
				return CompletableFuture.completedFuture("late");
			});
			assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
		}
		while (calls.get() != 1);

		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isPositive();
	}

	@Test
	void isInTimeUntilTheLimitIsReached() throws Exception {
		CompletableFuture<String> future = this.fixture.call(this.backend);
		this.fixture.time.advance(Duration.ofSeconds(2).minusNanos(1));

		this.backend.attempt(1).complete("in time");

		assertThat(future.get()).isEqualTo("in time");
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
	}

	@Test
	void interruptsAMethodThatBlocksBeforeItReturnsItsFuture() throws Exception {
		AtomicInteger calls = new AtomicInteger();

		CompletableFuture<String> future = this.fixture.call(() -> {
			if (calls.incrementAndGet() == 1) {
				this.fixture.time.advance(Duration.ofSeconds(2));
				LimitFixture.block();
			}
			return CompletableFuture.completedFuture("second try");
		});

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(future.get()).isEqualTo("second try");
		assertThat(calls).hasValue(2);
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.TIMED_OUT)).isOne();
	}

	/** Whether the interrupt or the timer comes first, it is the limit that passed. */
	@Test
	void neverTakesItsOwnInterruptForTheOutcome() throws Exception {
		try (AsyncFixture once = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			for (int i = 0; i < 200; i++) {
				CompletableFuture<String> future = once.call(() -> {
					once.time.advance(Duration.ofSeconds(2));
					LimitFixture.block();
					return new CompletableFuture<>();
				});

				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
			}
		}
	}

	@Test
	void countsAFailureInTimeAsCompleted() throws Exception {
		try (AsyncFixture once = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			IOException failure = new IOException();

			assertThat(AsyncFixture.failure(once.call(() -> {
				throw failure;
			}))).isSameAs(failure);

			assertThat(once.policy().timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
		}
	}

	@Test
	void isAsSlowAsItsLimitForTheCircuitWhereItIsLeftBehind() throws Exception {
		try (AsyncFixture slow = new AsyncFixture(
				(policy) -> policy.circuit(CircuitSpec.builder().slowCallDuration(Duration.ofSeconds(2)).build())
					.timeLimit(AsyncFixture.seconds(2)))) {
			CompletableFuture<String> future = slow.call(this.backend);

			slow.time.advance(Duration.ofSeconds(2));

			assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
			assertThat(slow.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 1, 1));
		}
	}

	@Test
	void beginsNoAttemptOnceTheTotalIsSpent() throws Exception {
		try (AsyncFixture waiting = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).total(Duration.ofSeconds(5)).build()))) {
			CompletableFuture<String> future = waiting.call(this.backend);
			this.backend.attempt(1).completeExceptionally(new IOException());

			waiting.time.advance(Duration.ofSeconds(5));

			assertThat(AsyncFixture.failure(future)).isInstanceOfSatisfying(TimeLimitExceededException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
				assertThat(ex.elapsed()).isEqualTo(Duration.ofSeconds(5));
			});
			assertThat(this.backend.calls()).isOne();
			assertThat(waiting.policy().timeLimit().calls(TimeLimitOutcome.TIMED_OUT)).isOne();
			assertThat(waiting.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		}
	}

	@Test
	void beginsNoAttemptForACallerWhoGivesUpJustBeforeIt() {
		InterleavedTime time = new InterleavedTime();
		AtomicBoolean waiting = new AtomicBoolean();
		AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
		try (AsyncFixture late = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.circuit(CircuitSpec.DEFAULTS)
			.timeLimit(AsyncFixture.seconds(2)), (engine) -> engine.time(time).contextCarrier(() -> () -> {
				if (waiting.getAndSet(false)) {
					time.atReading(1, () -> future.get().cancel(true));
				}
				return () -> {
				};
			}))) {
			future.set(late.call(this.backend));
			this.backend.attempt(1).completeExceptionally(new IOException());

			waiting.set(true);
			time.manual.advance(Duration.ofSeconds(1));

			AsyncFixture.until(() -> late.totals().ignored() == 1);
			assertThat(this.backend.calls()).isOne();
			assertThat(late.attemptsOfTimeLimit()).as("the retry, which was counted as one, included").isEqualTo(2);
			assertThat(late.policy().retry().retries()).isOne();
		}
	}

	/**
	 * The outcome is there first; when the clock is read for it, the limit has passed.
	 */
	@Test
	void triesAgainWhatFailedJustTooLateAndNotWhatCameBackNormally() throws Exception {
		InterleavedTime time = new InterleavedTime();
		try (AsyncFixture late = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.atOnce(2)).timeLimit(AsyncFixture.seconds(2)),
				(engine) -> engine.time(time))) {
			CompletableFuture<String> failing = late.call(this.backend);
			time.atNextReadingOfAnyKind(() -> time.manual.advance(Duration.ofSeconds(2)));
			this.backend.attempt(1).completeExceptionally(new IOException());
			this.backend.attempt(2).complete("second try");
			assertThat(failing.get()).isEqualTo("second try");

			CompletableFuture<String> done = late.call(this.backend);
			time.atNextReadingOfAnyKind(() -> time.manual.advance(Duration.ofSeconds(2)));
			this.backend.attempt(3).complete("too late");
			assertThat(AsyncFixture.failure(done)).isInstanceOf(TimeLimitExceededException.class);
			assertThat(this.backend.calls()).isEqualTo(3);
		}
	}

	/** To arm a limit reads the clock, so that is where it fails. */
	@Test
	void makesNoAttemptThatCannotBeLimited() throws Exception {
		InterleavedTime time = new InterleavedTime();
		Error failure = new OutOfMemoryError("unable to create native thread");
		try (AsyncFixture broken = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)),
				(engine) -> engine.time(time))) {
			time.atReading(1, () -> {
				throw failure;
			});

			assertThat(AsyncFixture.failure(broken.call(this.backend))).isSameAs(failure);

			assertThat(this.backend.calls()).isZero();
			assertThat(broken.attemptsOfTimeLimit()).isZero();
		}
	}

	/** Does not want to be cancelled. */
	private static final class Deaf extends CompletableFuture<String> {

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return false;
		}

	}

}
