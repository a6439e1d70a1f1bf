package dev.resilience.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.retry.RetrySpecBuilder;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What becomes of calls under way when the engine is closed, and of later ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedEngineTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.listeners(() -> List.of(this.events::add))
		.policy(PolicySpec.builder("backend").retry(hours().build()).build())
		.policy(PolicySpec.builder("refused").retry(hours().retryOnResult("not ready"::equals).build()).build())
		.policy(PolicySpec.builder("worker")
			.retry(hours().build())
			.timeLimit(TimeLimitSpec.builder().runOn(RunOn.WORKER).build())
			.build())
		.policy(PolicySpec.builder("probed")
			.circuit(CircuitSpec.builder().failureThreshold(1).openDuration(Duration.ofMillis(1)).build())
			.build())
		.build();

	private final IOException failure = new IOException();

	private final AtomicInteger attempts = new AtomicInteger();

	private static RetrySpecBuilder hours() {
		return RetrySpec.builder().delay(HOUR).maxDelay(HOUR).maxAttempts(10).budgetRatio(1);
	}

	@AfterEach
	void close() {
		this.engine.close();
		this.callers.shutdownNow();
	}

	@Test
	void endsThePlainCallThatWaitsWithItsLastFailure() throws Exception {
		Future<Boolean> caller = this.callers.submit(() -> {
			assertThat(catchThrowable(() -> call("backend"))).isSameAs(this.failure);
			return Thread.interrupted();
		});
		awaitWaiting(1);

		this.engine.close();

		assertThat(caller.get()).as("interrupted").isFalse();
		assertThat(this.attempts).hasValue(1);
		assertThat(this.engine.find("backend").retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void endsTheFutureThatWaitsWithItsLastFailure() {
		CompletableFuture<String> future = callLater("backend");
		awaitWaiting(1);

		this.engine.close();

		assertThat(catchThrowable(future::get)).hasCause(this.failure);
		assertThat(this.attempts).hasValue(1);
		assertThat(this.engine.find("backend").retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void endsTheCallOnAWorkerThatWaitsWithItsLastFailure() throws Exception {
		Future<Throwable> caller = this.callers.submit(() -> catchThrowable(() -> call("worker")));
		awaitWaiting(1);

		this.engine.close();

		assertThat(caller.get()).isSameAs(this.failure);
	}

	@Test
	void endsTheCallThatWaitsForABetterResultWithTheLastOne() throws Exception {
		Future<String> plain = this.callers.submit(() -> this.engine.policy("refused").call(() -> "not ready"));
		CompletableFuture<String> later = this.engine.policy("refused")
			.callAsync(() -> CompletableFuture.completedFuture("not ready"));
		awaitWaiting(2);

		this.engine.close();

		assertThat(plain.get()).isEqualTo("not ready");
		assertThat(later.get()).isEqualTo("not ready");
	}

	@Test
	void endsAllOfAThousandWaits() throws Exception {
		List<Future<?>> calls = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			calls.add(this.callers.submit(() -> catchThrowable(() -> call("backend"))));
			calls.add(callLater("backend"));
		}
		awaitWaiting(calls.size());

		this.engine.close();

		await().until(() -> calls.stream().allMatch(Future::isDone));
		assertThat(this.attempts).hasValue(calls.size());
	}

	@Test
	void forgetsNoCallThatBeginsToWaitAsItIsClosed() throws Exception {
		for (int round = 0; round < 200; round++) {
			ResilienceEngine closing = ResilienceEngine.builder()
				.policy(PolicySpec.builder("backend").retry(hours().build()).build())
				.build();
			CountDownLatch started = new CountDownLatch(1);
			Future<?> plain = this.callers.submit(() -> catchThrowable(() -> closing.policy("backend").run(() -> {
				started.countDown();
				throw this.failure;
			})));
			started.await();
			CompletableFuture<String> later = closing.policy("backend")
				.callAsync(() -> CompletableFuture.failedFuture(this.failure));

			closing.close();

			plain.get(20, TimeUnit.SECONDS);
			assertThat(catchThrowable(() -> later.get(20, TimeUnit.SECONDS))).hasCause(this.failure);
		}
	}

	@Test
	void keepsAnInterruptThatComesFromSomebodyElse() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		Thread[] thread = new Thread[1];
		Future<Boolean> caller = this.callers.submit(() -> {
			thread[0] = Thread.currentThread();
			waiting.countDown();
			assertThat(catchThrowable(() -> call("backend"))).isSameAs(this.failure);
			return Thread.interrupted();
		});
		waiting.await();
		awaitWaiting(1);

		thread[0].interrupt();

		assertThat(caller.get()).isTrue();
	}

	@Test
	void makesNoFurtherAttemptInCallsThatBeginLater() {
		this.engine.close();

		assertThat(catchThrowable(() -> call("backend"))).isSameAs(this.failure);
		assertThat(catchThrowable(callLater("backend")::get)).hasCause(this.failure);
		assertThat(this.attempts).hasValue(2);
		assertThat(this.events).noneMatch(RetryScheduled.class::isInstance);
	}

	@Test
	void letsAnAttemptThatIsUnderWayComeToItsEnd() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		Future<String> caller = this.callers.submit(() -> this.engine.policy("worker").call(() -> {
			started.countDown();
			released.await();
			return "done";
		}));
		started.await();

		this.engine.close();
		released.countDown();

		assertThat(caller.get()).isEqualTo("done");
	}

	@Test
	void givesBackThePermitOfAProbeThatIsUnderWay() throws Exception {
		catchThrowable(() -> call("probed"));
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		await().until(() -> this.engine.get("probed").state() == CircuitState.HALF_OPEN);
		Future<String> probe = this.callers.submit(() -> this.engine.policy("probed").call(() -> {
			started.countDown();
			released.await();
			return "done";
		}));
		started.await();

		this.engine.close();
		released.countDown();
		assertThat(probe.get()).isEqualTo("done");

		this.engine.policy("probed").call(() -> "second probe");
		assertThat(this.engine.get("probed").state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void endsItsIdleThreadsAtOnce() throws Exception {
		Thread worker = this.callers.submit(() -> this.engine.policy("worker").call(Thread::currentThread)).get();
		CompletableFuture<Thread> goesOn = callLater("backend").handle((result, thrown) -> Thread.currentThread());
		awaitWaiting(1);

		this.engine.close();

		assertThat(worker.getName()).startsWith("resilience-worker-");
		assertThat(goesOn.get().getName()).startsWith("resilience-retry-");
		await().atMost(Duration.ofSeconds(5)).until(() -> !worker.isAlive() && !goesOn.get().isAlive());
	}

	private void awaitWaiting(int calls) {
		await().until(() -> this.events.stream().filter(RetryScheduled.class::isInstance).count() == calls);
	}

	private Object call(String policy) throws IOException {
		return this.engine.policy(policy).call(() -> {
			this.attempts.incrementAndGet();
			throw this.failure;
		});
	}

	private CompletableFuture<String> callLater(String policy) {
		return this.engine.policy(policy).callAsync(() -> {
			this.attempts.incrementAndGet();
			return CompletableFuture.failedFuture(this.failure);
		});
	}

}
