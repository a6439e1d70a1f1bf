package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.CauseThrows;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Histories that other libraries hold their futures to. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerAsyncHistoriesTests {

	private final ManualBackend backend = new ManualBackend();

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable fixture : this.opened) {
			fixture.close();
		}
	}

	static Stream<Throwable> identities() {
		return Stream.of(new IOException(), new IllegalStateException(), new OutOfMemoryError(), new AssertionError(),
				new InterruptedException(), new Throwable("odd"), new IllegalStateException(new IOException()));
	}

	/** MicroProfile: AsynchronousCSTest; resilience4j: CompletionStageRetryTest. */
	@ParameterizedTest
	@MethodSource("identities")
	void theSameInstanceArrivesWhetherThrownOrCompletedOrWrapped(Throwable failure) throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(2))
			.timeLimit(AsyncFixture.seconds(5))
			.circuit(CircuitSpec.DEFAULTS)));

		CompletableFuture<String> thrown = fixture.call(() -> raise(failure));
		CompletableFuture<String> completed = fixture.call(() -> CompletableFuture.failedFuture(failure));
		CompletableFuture<String> wrapped = fixture
			.call(() -> CompletableFuture.<String>failedFuture(failure).thenApply((value) -> value));

		for (CompletableFuture<String> future : List.of(thrown, completed, wrapped)) {
			assertThat(AsyncFixture.failure(future)).isSameAs(failure);
		}
		assertThat(failure.getSuppressed()).isEmpty();
	}

	/** resilience4j: a listener of the future that throws harms nobody. */
	@Test
	void listenersOfTheFutureThatThrowChangeNothing() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)));
		CompletableFuture<String> future = fixture.call(this.backend);
		CompletableFuture<Void> dependent = future.thenAccept((value) -> {
			throw new AssertionError("listener");
		});

		this.backend.attempt(1).complete("done");

		assertThat(future.get()).isEqualTo("done");
		assertThatThrownBy(dependent::get).isInstanceOf(ExecutionException.class)
			.hasCauseInstanceOf(AssertionError.class);
		assertThat(fixture.totals().succeeded()).isOne();
	}

	/** MicroProfile: TimeoutUninterruptableTest.testTimeoutAsyncRetry, -Fallback. */
	@Test
	void attemptsOfWorkersThatHearNothingAreLeftBehindOneByOne() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(3))
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(5)).runOn(RunOn.WORKER).build())
			.fallback(FallbackSpec.of((type) -> "FALLBACK"))));
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		CompletableFuture<String> future = fixture.call(() -> {
			running.incrementAndGet();
			uninterruptibly(release);
			return CompletableFuture.completedFuture("late");
		});

		for (int attempt = 1; attempt <= 3; attempt++) {
			int now = attempt;
			AsyncFixture.until(() -> running.get() == now);
			assertThat(future).isNotDone();
			fixture.time.advance(Duration.ofSeconds(5));
		}

		assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("FALLBACK");
		release.countDown();
		assertThat(future.get()).isEqualTo("FALLBACK");
		assertThat(running).hasValue(3);
	}

	/** MicroProfile: testTimeoutAsyncCS; nobody's continuation is interrupted. */
	@Test
	void noContinuationOfALimitedCallIsInterrupted() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(5)).runOn(RunOn.WORKER).build())));
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Object> call = fixture.call(() -> {
			begun.countDown();
			new CountDownLatch(1).await();
			return null;
		});
		CompletableFuture<Void> seen = call
			.handle((value, failure) -> interrupted.compareAndSet(false, Thread.currentThread().isInterrupted()))
			.thenAccept((changed) -> {
			});
		begun.await();

		fixture.time.advance(Duration.ofSeconds(5));

		seen.get(10, TimeUnit.SECONDS);
		assertThat(interrupted).isFalse();
		assertThat(AsyncFixture.failure(call)).isInstanceOf(TimeLimitExceededException.class);
	}

	/**
	 * Failsafe: testTimeoutRetryWithPendingRetry; the total ends a call that waits not.
	 */
	@Test
	void theTotalEndsTheAttemptUnderWayWithACodeOfItsOwn() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(10))
			.circuit(CircuitSpec.DEFAULTS)
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(3)).total(Duration.ofSeconds(5)).build())));
		CompletableFuture<String> future = fixture.call(this.backend);
		this.backend.attempt(1);
		fixture.time.advance(Duration.ofSeconds(3));
		AsyncFixture.until(() -> fixture.events.of(RetryScheduled.class).size() == 1);
		fixture.time.advance(Duration.ofSeconds(1));
		this.backend.attempt(2);
		fixture.time.advance(Duration.ofSeconds(1));

		assertThat(AsyncFixture.failure(future)).isInstanceOfSatisfying(TimeLimitExceededException.class,
				(exceeded) -> assertThat(exceeded.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED));
		assertThat(this.backend.calls()).isEqualTo(2);
		assertThat(fixture.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 1, 0));
		assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	/** A failure that cannot tell its cause still ends the call with itself. */
	@Test
	void aFailureWhoseCauseThrowsReachesTheCaller() throws Exception {
		AsyncFixture fixture = open(
				new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS).retry(AsyncFixture.atOnce(3))));
		CauseThrows failure = new CauseThrows();
		CompletableFuture<String> future = fixture.call(() -> CompletableFuture.failedFuture(failure));

		Throwable thrown = AsyncFixture.failure(future);

		assertThat(thrown == failure).as("the failure itself").isTrue();
		assertThat(fixture.totals().failed()).isOne();
		assertThat(fixture.policy().retry().retries()).isEqualTo(2);
	}

	/** Waits and limits across the end of the clock's numbers. */
	@Test
	void waitsAndLimitsEndInTimeWhereTheClockOverflows() throws Exception {
		ManualTime time = ManualTime.overflowingIn(Duration.ofMillis(500));
		ResilienceEngine engine = open(ResilienceEngine.builder()
			.time(time)
			.policy(PolicySpec.builder("backend")
				.retry(AsyncFixture.attempts(2))
				.timeLimit(AsyncFixture.seconds(5))
				.build())
			.build());
		CompletableFuture<String> future = engine.<String>policy("backend").callAsync(this.backend);
		this.backend.attempt(1).completeExceptionally(new IOException());
		time.advance(Duration.ofMillis(999));
		assertThat(this.backend.calls()).isOne();
		time.advance(Duration.ofMillis(1));
		this.backend.attempt(2);

		time.advance(Duration.ofSeconds(5).minusNanos(1));
		assertThat(future).isNotDone();
		time.advance(Duration.ofNanos(1));

		assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
	}

	private static CompletionStage<String> raise(Throwable failure) throws Throwable {
		throw failure;
	}

	private static void uninterruptibly(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException heardNothing) {
				assertThat(latch.getCount()).isOne();
			}
		}
	}

	private <C extends AutoCloseable> C open(C fixture) {
		this.opened.add(fixture);
		return fixture;
	}

}
