package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.TimeSource;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens at the same moment, thousands of times. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncRaceTests {

	private static final int TIMES = 5_000;

	private static final int FEWER_TIMES = 1_500;

	private final ExecutorService others = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.others.shutdownNow();
	}

	/** A wait that ends at once, while the thread that began it is still on its way. */
	@Test
	void aCancellationReachesTheAttemptAfterAWaitThatTookNoTime() {
		try (AsyncFixture fixture = fixture(0)) {
			for (int i = 0; i < FEWER_TIMES; i++) {
				ManualBackend backend = new ManualBackend();
				CompletableFuture<String> first = CompletableFuture.failedFuture(new IOException());
				AtomicReference<CompletableFuture<String>> next = new AtomicReference<>(first);
				CompletableFuture<String> future = fixture
					.call(() -> (next.getAndSet(null) != null) ? first : backend.get());
				CompletableFuture<String> second = backend.attempt(1);

				future.cancel(true);

				assertThat(second.isCancelled()).as("round %s", i).isTrue();
			}
			addsUp(fixture, FEWER_TIMES);
		}
	}

	@Test
	void aCancellationInTheMiddleOfAWaitOrAnAttemptEndsTheCall() {
		try (AsyncFixture fixture = fixture(50)) {
			Random random = new Random(7);
			LongAdder invoked = new LongAdder();
			List<CompletableFuture<String>> calls = new ArrayList<>();
			for (int i = 0; i < TIMES; i++) {
				CompletableFuture<String> future = fixture.call(() -> {
					invoked.increment();
					CompletableFuture<String> source = new CompletableFuture<>();
					this.others.execute(() -> source.completeExceptionally(new IOException()));
					return source;
				});
				spin(random.nextInt(3_000));
				future.cancel(true);
				calls.add(future);
			}
			assertThat(calls).allMatch(CompletableFuture::isDone);
			endsUp(fixture, TIMES);
			assertThat(fixture.attemptsOfTimeLimit()).isBetween(invoked.sum(),
					TIMES + fixture.policy().retry().retries());
			assertThat(fixture.fallbacks())
				.isGreaterThanOrEqualTo(calls.stream().filter((call) -> !call.isCancelled()).count());
		}
	}

	@Test
	void aLimitAndACompletionAtTheSameMomentMakeOneOutcome() {
		try (AsyncFixture fixture = fixture(200)) {
			Random random = new Random(11);
			List<CompletableFuture<String>> calls = new ArrayList<>();
			for (int i = 0; i < TIMES; i++) {
				calls.add(fixture.call(() -> {
					CompletableFuture<String> source = new CompletableFuture<>();
					int spins = random.nextInt(20_000);
					this.others.execute(() -> {
						spin(spins);
						source.complete("done");
					});
					return source;
				}));
				spin(1_000);
			}
			AsyncFixture.until(() -> calls.stream().allMatch(CompletableFuture::isDone));
			addsUp(fixture, TIMES);
			assertThat(fixture.fallbacks())
				.isEqualTo(calls.stream().filter((call) -> call.join().equals("instead")).count());
		}
	}

	private static void endsUp(AsyncFixture fixture, int calls) {
		AsyncFixture.until(() -> fixture.callsOfCircuit() == calls && fixture.callsOfRetry() == calls);
	}

	private static void addsUp(AsyncFixture fixture, int calls) {
		endsUp(fixture, calls);
		AsyncFixture.until(() -> fixture.attemptsOfTimeLimit() == calls + fixture.policy().retry().retries());
	}

	private static void spin(int times) {
		for (int spin = 0; spin < times; spin++) {
			Thread.onSpinWait();
		}
	}

	/** On the real clock. */
	private static AsyncFixture fixture(int micros) {
		Duration limit = (micros > 0) ? Duration.ofNanos(micros * 1_000L) : Duration.ofSeconds(30);
		Duration delay = (micros > 0) ? Duration.ofNanos(micros * 200L) : Duration.ZERO;
		return new AsyncFixture(
				(policy) -> policy.circuit(CircuitSpec.builder().failureThreshold(0).failureRateThreshold(0).build())
					.retry(RetrySpec.builder().maxAttempts(3).delay(delay).budgetRatio(1).build())
					.timeLimit(TimeLimitSpec.builder().timeout(limit).build())
					.fallback(FallbackSpec.of((type) -> "instead")),
				(engine) -> engine.time(TimeSource.system()).listeners(List::of));
	}

}
