package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CallContext;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Random outcomes, on random threads, at random times, given up at random. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncHistoryTests {

	private static final int CALLS = 1_000;

	private final ExecutorService others = Executors.newFixedThreadPool(3);

	private final Queue<CompletableFuture<String>> made = new ConcurrentLinkedQueue<>();

	private final Queue<String> strays = new ConcurrentLinkedQueue<>();

	private final AtomicInteger invoked = new AtomicInteger();

	@AfterEach
	void close() {
		this.others.shutdownNow();
	}

	@ParameterizedTest
	@CsvSource({ "1, CALLER", "2, CALLER", "3, CALLER", "4, WORKER", "5, WORKER", "6, WORKER" })
	void everyCallEndsOnceAndEverythingIsCounted(long seed, RunOn runOn) throws Exception {
		Random random = new Random(seed);
		List<CompletableFuture<String>> calls = new ArrayList<>();
		Queue<CompletableFuture<String>> cancelled = new ConcurrentLinkedQueue<>();
		try (AsyncFixture fixture = fixture(runOn)) {
			for (int i = 0; i < CALLS; i++) {
				long own = random.nextLong();
				Random script = new Random(own);
				CompletableFuture<String> call = fixture.call(() -> source(script));
				call.whenComplete((result, failure) -> clean("callback"));
				calls.add(call);
				// at once, so that some are under way for certain, and beside everything
				// else
				if (random.nextInt(8) == 0 && call.cancel(true)) {
					cancelled.add(call);
				}
				if (random.nextInt(4) == 0) {
					CompletableFuture<String> given = calls.get(random.nextInt(calls.size()));
					this.others.execute(() -> {
						if (given.cancel(true)) {
							cancelled.add(given);
						}
					});
				}
				if (random.nextInt(10) == 0) {
					fixture.time.advance(Duration.ofMillis(random.nextInt(500)));
				}
			}
			fixture.turnUntil(
					() -> calls.stream().allMatch(CompletableFuture::isDone) && fixture.callsOfCircuit() == CALLS);

			long rejected = fixture.totals().rejected();
			assertThat(fixture.callsOfRetry()).isEqualTo(CALLS - rejected);
			long attempts = CALLS - rejected + fixture.policy().retry().retries();
			assertThat(fixture.attemptsOfTimeLimit()).isBetween((long) this.invoked.get(), attempts);
			assertThat(fixture.policy().fallback().calls(FallbackOutcome.USED)).isGreaterThanOrEqualTo(
					calls.stream().filter((call) -> !call.isCompletedExceptionally()).filter(this::isAnswer).count());
			assertThat(cancelled).isNotEmpty().allMatch(CompletableFuture::isCancelled);
			AsyncFixture.until(() -> this.made.stream().allMatch(CompletableFuture::isDone));
			assertThat(this.strays).isEmpty();
			probesAreLetIn(fixture);
		}
	}

	private boolean isAnswer(CompletableFuture<String> call) {
		return call.join().equals("instead");
	}

	private CompletionStage<String> source(Random script) throws Exception {
		this.invoked.incrementAndGet();
		if (CallContext.current() == null) {
			this.strays.add("no context in an attempt");
		}
		int way = script.nextInt(9);
		CompletableFuture<String> source = new CompletableFuture<>();
		switch (way) {
			case 0 -> source.complete("at once");
			case 1 -> source.completeExceptionally(new IOException());
			case 2 -> throw new IOException();
			case 3 -> {
				return null;
			}
			case 4, 5 -> this.others.execute(() -> end(source, "later", null));
			case 6 -> this.others.execute(() -> end(source, null, new IOException()));
			case 7 -> {
				OwnStage twice = new OwnStage();
				this.others.execute(() -> {
					AsyncFixture.until(() -> twice.listeners() > 0);
					twice.tell("first", null);
					twice.tell(null, new IOException());
				});
				return twice.stage();
			}
			default -> {
				// never
			}
		}
		this.made.add(source);
		return source;
	}

	private void end(CompletableFuture<String> source, String result, Throwable failure) {
		if (failure != null) {
			source.completeExceptionally(failure);
		}
		else {
			source.complete(result);
		}
		clean("completing thread");
	}

	private void clean(String where) {
		if (CallContext.current() != null) {
			this.strays.add("a context on the " + where);
		}
		if (Thread.currentThread().isInterrupted()) {
			this.strays.add("an interrupt on the " + where);
		}
	}

	/** Not one permit was lost. */
	private static void probesAreLetIn(AsyncFixture fixture) {
		fixture.circuit().reset();
		while (fixture.circuit().state() != CircuitState.OPEN) {
			CompletableFuture<String> failing = fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
			fixture.turnUntil(failing::isDone);
		}
		fixture.time.advance(Duration.ofSeconds(5));
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		AsyncFixture.until(() -> fixture.call(() -> CompletableFuture.completedFuture("probe")).join().equals("probe"));
	}

	private static AsyncFixture fixture(RunOn runOn) {
		return new AsyncFixture((policy) -> policy
			.circuit(CircuitSpec.builder()
				.failureThreshold(6)
				.failureThresholdSpan(Duration.ZERO)
				.openDuration(Duration.ofMillis(700))
				.permittedCalls(2)
				.build())
			.retry(RetrySpec.builder().maxAttempts(3).delay(Duration.ofMillis(50)).budgetRatio(1).build())
			.timeLimit(TimeLimitSpec.builder()
				.timeout(Duration.ofMillis(400))
				.total(Duration.ofSeconds(1))
				.runOn(runOn)
				.build())
			.fallback(FallbackSpec.of((type) -> "instead")), (engine) -> engine.maxWorkers(50));
	}

}
