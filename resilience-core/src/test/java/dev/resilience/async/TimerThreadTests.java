package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.InterleavedTime;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The one thread that everybody's waits and limits depend on. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimerThreadTests {

	private final Set<Thread> before = allTimers();

	private final Set<String> places = ConcurrentHashMap.newKeySet();

	private final Set<String> onTimer = ConcurrentHashMap.newKeySet();

	@Test
	void runsNoCodeOfUsers() throws Exception {
		ContextCarrier carrier = () -> {
			note("capture");
			return () -> {
				note("restore");
				return () -> note("close");
			};
		};
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)
			.retry(RetrySpec.builder().maxAttempts(3).delay(Duration.ofMillis(200)).retryOnResult((result) -> {
				note("predicate");
				return result.equals("again");
			}).build())
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).build())
			.fallback(new FallbackSpec(FailureTypes.NONE, FailureTypes.NONE, (type) -> {
				note("fallback");
				return "instead";
			})), (engine) -> engine.contextCarrier(carrier)
				.listeners(() -> List.of((event) -> note("listener")))
				.classifiers(() -> List.of((failure) -> {
					note("classifier");
					return null;
				})))) {
			CompletableFuture<String> future = fixture.call(() -> {
				note("method");
				return new Noting();
			});
			CompletableFuture<String> again = fixture.call(() -> CompletableFuture.completedFuture("again"));
			CompletableFuture<String> failing = fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
			CompletableFuture<Void> told = CompletableFuture.allOf(future, again, failing)
				.whenComplete((result, failure) -> note("callback"));

			fixture.turnUntil(told::isDone);

			assertThat(future.get()).isEqualTo("instead");
			assertThat(this.places).contains("capture", "restore", "close", "predicate", "fallback", "listener",
					"classifier", "method", "cancel", "callback");
			assertThat(this.onTimer).isEmpty();
		}
	}

	@Test
	void isNotHeldUpByUsersWhoBlock() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			CompletableFuture<String> blocking = fixture.call(() -> new CompletableFuture<String>() {

				@Override
				public boolean cancel(boolean mayInterruptIfRunning) {
					try {
						release.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
					return false;
				}

			});
			CompletableFuture<String> other = fixture.call(CompletableFuture::new);
			other.whenComplete((result, failure) -> {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});

			fixture.turnUntil(other::isDone);
			CompletableFuture<String> later = fixture.call(CompletableFuture::new);
			fixture.turnUntil(later::isDone);

			release.countDown();
			fixture.turnUntil(blocking::isDone);
		}
	}

	@Test
	void endsWithTheEngine() {
		AsyncFixture fixture = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)));
		CompletableFuture<String> future = fixture.call(CompletableFuture::new);
		AsyncFixture.until(() -> timers() > 0);

		fixture.close();
		future.cancel(true);

		AsyncFixture.until(() -> timers() == 0);
		assertThat(fixture.attemptsOfTimeLimit()).isOne();
	}

	/** What has been given up has nothing to wait for. */
	@Test
	void endsWithTheEngineThoughAWaitWasCancelled() {
		AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(2)));
		CompletableFuture<String> future = fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		AsyncFixture.until(() -> timers() > 0);

		future.cancel(true);
		fixture.close();

		AsyncFixture.until(() -> timers() == 0);
		assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void endsWithTheEngineThoughAWaitWasCancelledAsItBegan() {
		InterleavedTime time = new InterleavedTime();
		AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
		AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(2)),
				(engine) -> engine.time(time).listeners(() -> List.of((event) -> {
					if (event instanceof RetryScheduled) {
						time.atReading(1, () -> future.get().cancel(true));
					}
				})));
		ManualBackend backend = new ManualBackend();
		future.set(fixture.call(backend));
		backend.attempt(1).completeExceptionally(new IOException());
		assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();

		fixture.close();

		AsyncFixture.until(() -> timers() == 0);
	}

	@Test
	void startsAgainForACallAfterTheEnd() throws Exception {
		AsyncFixture fixture = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)));
		fixture.close();

		CompletableFuture<String> future = fixture.call(CompletableFuture::new);
		fixture.turnUntil(future::isDone);

		AsyncFixture.until(() -> timers() == 0);
	}

	/** Those of this test: other tests may have left engines open. */
	private long timers() {
		return allTimers().stream().filter((thread) -> !this.before.contains(thread)).count();
	}

	private static Set<Thread> allTimers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("resilience-timer"))
			.collect(Collectors.toSet());
	}

	private void note(String place) {
		this.places.add(place);
		if (Thread.currentThread().getName().equals("resilience-timer")) {
			this.onTimer.add(place);
		}
	}

	private final class Noting extends CompletableFuture<String> {

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			note("cancel");
			return super.cancel(mayInterruptIfRunning);
		}

	}

}
