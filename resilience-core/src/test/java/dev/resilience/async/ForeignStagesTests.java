package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a method may return where a future is to come. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignStagesTests {

	private final AsyncFixture fixture = new AsyncFixture(
			(policy) -> policy.circuit(CircuitSpec.DEFAULTS).timeLimit(AsyncFixture.seconds(10)),
			(engine) -> engine.maxWorkers(1));

	/** Methods that return each of the types. */
	interface Backend {

		Future<String> future();

		default CompletionStage<String> stage() {
			return null;
		}

	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void hearsAStageThatKnowsNothingButItsListeners() throws Exception {
		OwnStage own = new OwnStage();
		CompletableFuture<String> future = this.fixture.call(own::stage);

		own.tell("done", null);
		own.tell("again", null);
		own.tell(null, new IOException());

		assertThat(future.get()).isEqualTo("done");
		assertThat(this.fixture.totals().succeeded()).isOne();
		assertThat(this.fixture.callsOfCircuit()).isOne();
		assertThat(this.fixture.attemptsOfTimeLimit()).isOne();
	}

	@Test
	void givesUpAStageThatCannotBeCancelled() throws Exception {
		OwnStage own = new OwnStage();
		CompletableFuture<String> limited = this.fixture.call(own::stage);
		CompletableFuture<String> cancelled = this.fixture.call(own::stage);

		cancelled.cancel(true);
		this.fixture.time.advance(Duration.ofSeconds(10));

		assertThat(AsyncFixture.failure(limited)).isInstanceOf(TimeLimitExceededException.class);
		own.tell("late", null);
		assertThat(this.fixture.totals().failed()).isOne();
		assertThat(this.fixture.totals().ignored()).isOne();
		assertThat(this.fixture.callsOfCircuit()).isEqualTo(2);
	}

	@Test
	void hearsAStageThatOthersMustNotComplete() throws Exception {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> future = this.fixture.call(source::minimalCompletionStage);
		CompletableFuture<String> cancelled = this.fixture.call(source::minimalCompletionStage);

		cancelled.cancel(true);
		source.complete("done");

		assertThat(future.get()).isEqualTo("done");
		assertThat(this.fixture.totals().ignored()).isOne();
	}

	@Test
	void survivesACancellationThatEndsInAnError() throws Exception {
		CompletableFuture<String> future = this.fixture.call(() -> new CompletableFuture<String>() {

			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				throw new NoSuchMethodError();
			}

		});

		this.fixture.time.advance(Duration.ofSeconds(10));

		assertThat(AsyncFixture.failure(future)).isInstanceOf(TimeLimitExceededException.class);
		assertThat(this.fixture.totals().failed()).isOne();
	}

	@Test
	void failsWhereNullIsReturned() throws Exception {
		assertThat(AsyncFixture.failure(this.fixture.call(() -> null))).isInstanceOf(NullPointerException.class)
			.hasMessageContaining("future");

		assertThat(this.fixture.callsOfCircuit()).isOne();
	}

	@Test
	void tellsWhatAMethodThrowsThroughTheFuture() throws Exception {
		StackOverflowError error = new StackOverflowError();
		Backend backend = this.fixture.engine.policy("backend").wrap(Backend.class, () -> () -> {
			throw error;
		});

		assertThat(AsyncFixture.failure((CompletableFuture<?>) backend.future())).isSameAs(error);
		assertThat(backend.stage().toCompletableFuture()).isCompletedExceptionally();
	}

	@Test
	void waitsForAFutureThatIsNoStage() throws Exception {
		FutureTask<String> task = new FutureTask<>(() -> "done");
		Future<String> future = wrapped(task);
		assertThat(future.isDone()).isFalse();

		task.run();

		assertThat(future.get()).isEqualTo("done");
		assertThat(wrapped(task).isDone()).as("no worker waits for what is there").isTrue();
	}

	@Test
	void unwrapsTheFailureOfAFutureThatIsNoStage() throws Exception {
		IOException failure = new IOException();
		FutureTask<String> task = new FutureTask<>(() -> {
			throw failure;
		});
		Future<String> future = wrapped(task);
		task.run();

		assertThat(AsyncFixture.failure((CompletableFuture<?>) future)).isSameAs(failure);
	}

	@Test
	void cancelsAFutureThatIsNoStageAtTheLimit() throws Exception {
		FutureTask<String> task = new FutureTask<>(() -> "never");
		Future<String> future = wrapped(task);

		this.fixture.time.advance(Duration.ofSeconds(10));

		assertThat(AsyncFixture.failure((CompletableFuture<?>) future)).isInstanceOf(TimeLimitExceededException.class);
		assertThat(task).isCancelled();
	}

	@Test
	void refusesAFutureThatNoWorkerCanWaitFor() throws Exception {
		FutureTask<String> first = new FutureTask<>(() -> "first");
		FutureTask<String> second = new FutureTask<>(() -> "second");
		Future<String> waiting = wrapped(first);

		assertThat(AsyncFixture.failure((CompletableFuture<?>) wrapped(second)))
			.isInstanceOf(ConcurrencyLimitExceededException.class);

		assertThat(second).isCancelled();
		first.run();
		assertThat(waiting.get()).isEqualTo("first");
	}

	@Test
	void freesTheWorkerThatWaitsForAFutureWhichCannotBeCancelled() {
		for (int i = 0; i < 50; i++) {
			AsyncFixture.until(() -> {
				Future<String> future = wrapped(new Stubborn());
				boolean waitedFor = !future.isDone();
				future.cancel(true);
				return waitedFor;
			});
		}
	}

	@Test
	void doesNotTakeAnInterruptOfOthersAway() throws Exception {
		Thread.currentThread().interrupt();

		Future<String> future = wrapped(new Stubborn() {

			@Override
			public boolean isDone() {
				return true;
			}

		});

		assertThat(Thread.interrupted()).isTrue();
		assertThat(AsyncFixture.failure((CompletableFuture<?>) future)).isInstanceOf(CancellationException.class);
	}

	@Test
	void letsAnyStageThroughWhereTheEngineIsDisabled() throws Exception {
		try (AsyncFixture disabled = new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS),
				(ResilienceEngineBuilder engine) -> engine.enabled(false))) {
			OwnStage own = new OwnStage();
			CompletableFuture<String> future = disabled.call(own::stage);

			own.tell("done", null);

			assertThat(future.get()).isEqualTo("done");
		}
	}

	private Future<String> wrapped(Future<String> returned) {
		return this.fixture.engine.policy("backend").wrap(Backend.class, () -> () -> returned).future();
	}

	/** Never ends, and does not know how to be cancelled. */
	private static class Stubborn extends FutureTask<String> {

		Stubborn() {
			super(() -> "never");
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			throw new UnsupportedOperationException();
		}

		@Override
		public String get() throws InterruptedException {
			new CountDownLatch(1).await();
			return "never";
		}

	}

}
