package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.resilience.ThrowingSupplier;
import dev.resilience.async.AsyncFixture;
import dev.resilience.async.ManualBackend;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.time.InterleavedTime;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The retry of calls whose outcome comes later. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncRetryTests {

	private final ManualBackend backend = new ManualBackend();

	private AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3)));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void waitsBeforeEachFurtherAttempt() throws Exception {
		CompletableFuture<String> future = this.fixture.call(this.backend);
		this.backend.attempt(1).completeExceptionally(new IOException());

		this.fixture.time.advance(Duration.ofMillis(999));
		Thread.sleep(20);
		assertThat(this.backend.calls()).isOne();
		this.fixture.time.advance(Duration.ofMillis(1));
		this.backend.attempt(2).complete("done");

		assertThat(future.get()).isEqualTo("done");
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
		assertThat(this.fixture.policy().retry().retries()).isOne();
		assertThat(this.fixture.events.of(RetryScheduled.class)).extracting(RetryScheduled::delay)
			.containsExactly(Duration.ofSeconds(1));
	}

	/** The limit was lifted when the outer call returned; it is nobody's any more. */
	@Test
	void retriesACallThatOutlivesTheLimitOfTheCallThatBeganIt() throws Exception {
		AtomicReference<CompletableFuture<String>> inner = new AtomicReference<>();
		try (AsyncFixture both = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3)),
				(engine) -> engine.policy(PolicySpec.builder("outer").timeLimit(AsyncFixture.seconds(1)).build()))) {
			both.engine.policy("outer").run(() -> inner.set(both.call(this.backend)));

			both.time.advance(Duration.ofSeconds(2));
			this.backend.attempt(1).completeExceptionally(new IOException());
			both.time.advance(Duration.ofSeconds(1));
			this.backend.attempt(2).complete("done");

			assertThat(inner.get().get()).isEqualTo("done");
		}
	}

	@Test
	void endsWithTheLastFailureItselfWhenAttemptsRunOut() throws Exception {
		List<IOException> failures = List.of(new IOException(), new IOException(), new IOException());
		CompletableFuture<String> future = this.fixture.call(this.backend);

		for (int i = 0; i < 3; i++) {
			this.backend.attempt(i + 1).completeExceptionally(failures.get(i));
			this.fixture.time.advance(Duration.ofSeconds(1));
		}

		assertThat(AsyncFixture.failure(future)).isSameAs(failures.get(2));
		assertThat(this.backend.calls()).isEqualTo(3);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	@Test
	void triesAgainWhatTheWorkThrowsItself() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		IOException last = new IOException();
		CompletableFuture<String> future = this.fixture.call(() -> {
			throw (calls.incrementAndGet() == 3) ? last : new IOException();
		});

		this.fixture.turnUntil(future::isDone);

		assertThat(AsyncFixture.failure(future)).isSameAs(last);
	}

	@Test
	void takesOffTheWrapperThatADependentStageHasPutOn() throws Exception {
		IOException thrown = new IOException();
		CompletableFuture<String> future = this.fixture
			.call(() -> CompletableFuture.<String>failedFuture(thrown).thenApply((result) -> result));

		this.fixture.turnUntil(future::isDone);

		assertThat(AsyncFixture.failure(future)).isSameAs(thrown);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	@Test
	void doesNotTryAgainWhatIsPermanent() throws Exception {
		CompletableFuture<String> future = this.fixture.call(this.backend);

		this.backend.attempt(1).completeExceptionally(new IllegalArgumentException());

		assertThat(AsyncFixture.failure(future)).isInstanceOf(IllegalArgumentException.class);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void returnsTheLastResultThatWasRefused() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.retry(RetrySpec.builder()
			.maxAttempts(2)
			.delay(Duration.ZERO)
			.retryOnResult((result) -> result.equals("not yet"))
			.build()));

		assertThat(this.fixture.call(() -> CompletableFuture.completedFuture("not yet")).get()).isEqualTo("not yet");

		assertThat(this.fixture.policy().retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	@Test
	void needsNoDeeperStackForTenThousandAttemptsThatEndAtOnce() throws Exception {
		deep(() -> CompletableFuture.failedFuture(new IOException()));
	}

	@Test
	void needsNoDeeperStackForTenThousandAttemptsThatThrow() throws Exception {
		deep(() -> {
			throw new IOException();
		});
	}

	private void deep(ThrowingSupplier<CompletableFuture<String>, ?> failing) throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.atOnce(10_000)).timeLimit(AsyncFixture.seconds(60)));
		AtomicInteger calls = new AtomicInteger();
		List<Integer> depths = new CopyOnWriteArrayList<>();

		CompletableFuture<String> future = this.fixture.call(() -> {
			if (calls.incrementAndGet() % 1_000 == 0) {
				depths.add(new Throwable().getStackTrace().length);
			}
			return failing.get();
		});

		assertThat(AsyncFixture.failure(future)).isInstanceOf(IOException.class);
		assertThat(calls).hasValue(10_000);
		assertThat(depths).hasSize(10).allMatch((depth) -> Math.abs(depth - depths.get(0)) < 5);
		assertThat(this.fixture.attemptsOfTimeLimit()).isEqualTo(10_000);
	}

	@Test
	void blocksNoThreadHoweverManyWait() throws Exception {
		List<CompletableFuture<String>> futures = new ArrayList<>();
		int before = Thread.activeCount();
		for (int i = 0; i < 2_000; i++) {
			futures.add(this.fixture.call(() -> CompletableFuture.failedFuture(new IOException())));
		}
		assertThat(Thread.activeCount() - before).isLessThan(5);
		assertThat(futures).noneMatch(CompletableFuture::isDone);

		this.fixture.turnUntil(() -> futures.stream().allMatch(CompletableFuture::isDone));

		assertThat(this.fixture.policy().retry().calls(RetryOutcome.EXHAUSTED)).isEqualTo(2_000);
		assertThat(this.fixture.policy().retry().retries()).isEqualTo(4_000);
	}

	@Test
	void startsNoWaitThatTheTotalWouldCut() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder().total(Duration.ofSeconds(1)).build()));
		CompletableFuture<String> future = this.fixture.call(this.backend);
		IOException failure = new IOException();

		this.backend.attempt(1).completeExceptionally(failure);

		assertThat(AsyncFixture.failure(future)).isSameAs(failure);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void countsTheFirstTry() throws Exception {
		assertThat(this.fixture.call(() -> CompletableFuture.completedFuture("done")).get()).isEqualTo("done");

		assertThat(this.fixture.policy().retry().calls(RetryOutcome.FIRST_TRY)).isOne();
		assertThat(this.fixture.callsOfRetry()).isOne();
	}

	@Test
	void countsCallsThatSucceedTowardsTheShareOfTheBudget() throws Exception {
		this.fixture.close();
		this.fixture = new AsyncFixture((policy) -> policy.retry(RetrySpec.builder()
			.maxAttempts(100)
			.delay(Duration.ZERO)
			.budgetRatio(0.5)
			.budgetMinPerSecond(0)
			.build()));
		for (int i = 0; i < 19; i++) {
			assertThat(this.fixture.call(() -> CompletableFuture.completedFuture("fine")).get()).isEqualTo("fine");
		}

		assertThat(AsyncFixture.failure(this.fixture.call(() -> CompletableFuture.failedFuture(new IOException()))))
			.isInstanceOf(IOException.class);

		assertThat(this.fixture.policy().retry().retries()).isEqualTo(10);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.BUDGET_SPENT)).isOne();
	}

	@Test
	void makesNoFurtherAttemptOnceTheCircuitIsOpenAtTheEndOfTheWait() throws Exception {
		useWithCircuit(UnaryOperator.identity());
		CompletableFuture<String> future = this.fixture.call(this.backend);
		IOException failure = new IOException();
		this.backend.attempt(1).completeExceptionally(failure);

		this.fixture.circuit().forceOpen();
		this.fixture.time.advance(Duration.ofSeconds(1));

		assertThat(AsyncFixture.failure(future)).isSameAs(failure);
		assertThat(this.backend.calls()).isOne();
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void beginsNoWaitForACallerWhoGivesUpWhenToldOfIt() {
		AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
		useWithCircuit((engine) -> engine.listeners(() -> List.of((event) -> {
			if (event instanceof RetryScheduled) {
				future.get().cancel(true);
			}
		})));
		future.set(this.fixture.call(this.backend));

		this.backend.attempt(1).completeExceptionally(new IOException());

		assertThat(this.fixture.totals().ignored()).as("without the clock being turned").isOne();
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void hasNoVoteWhereTheCallerGivesUpInTheVeryMomentInWhichTheWaitIsOver() {
		AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
		AtomicBoolean waiting = new AtomicBoolean();
		useWithCircuit((engine) -> engine.contextCarrier(() -> () -> {
			if (waiting.getAndSet(false)) {
				future.get().cancel(true);
			}
			return () -> {
			};
		}));
		future.set(this.fixture.call(this.backend));
		this.backend.attempt(1).completeExceptionally(new IOException());

		waiting.set(true);
		this.fixture.time.advance(Duration.ofSeconds(1));

		AsyncFixture.until(() -> this.fixture.callsOfCircuit() == 1);
		assertThat(this.fixture.totals().ignored()).isOne();
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(this.backend.calls()).isOne();
	}

	/** To begin a wait reads the clock, so that is where it fails. */
	@Test
	void endsWithTheLastFailureWhereNoWaitCanBegin() throws Exception {
		InterleavedTime time = new InterleavedTime();
		useWithCircuit((engine) -> engine.time(time).listeners(() -> List.of((event) -> {
			if (event instanceof RetryScheduled) {
				time.atReading(1, () -> {
					throw new OutOfMemoryError("unable to create native thread");
				});
			}
		})));
		CompletableFuture<String> future = this.fixture.call(this.backend);
		IOException failure = new IOException();

		this.backend.attempt(1).completeExceptionally(failure);

		assertThat(AsyncFixture.failure(future)).isSameAs(failure);
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(this.fixture.totals().failed()).isOne();
	}

	private void useWithCircuit(UnaryOperator<ResilienceEngineBuilder> settings) {
		this.fixture.close();
		this.fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.attempts(3)).circuit(CircuitSpec.DEFAULTS), settings);
	}

}
