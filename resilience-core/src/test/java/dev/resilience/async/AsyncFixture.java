package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitState;
import dev.resilience.ThrowingSupplier;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.RecordedEvents;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.TimeLimitOutcome;
import dev.resilience.timelimit.TimeLimitSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One policy for calls whose outcome comes later, on a clock that a test turns. */
public final class AsyncFixture implements AutoCloseable {

	/** The clock. */
	public final ManualTime time = new ManualTime();

	/** What was told. */
	public final RecordedEvents events = new RecordedEvents();

	/** The engine. */
	public final ResilienceEngine engine;

	/**
	 * Makes the engine.
	 * @param sections writes the policy
	 */
	public AsyncFixture(UnaryOperator<PolicySpec.Builder> sections) {
		this(sections, UnaryOperator.identity());
	}

	/**
	 * Makes the engine.
	 * @param sections writes the policy
	 * @param settings of the engine
	 */
	public AsyncFixture(UnaryOperator<PolicySpec.Builder> sections, UnaryOperator<ResilienceEngineBuilder> settings) {
		this.engine = settings.apply(ResilienceEngine.builder().time(this.time).listeners(() -> List.of(this.events)))
			.policy(sections.apply(PolicySpec.builder("backend")).build())
			.build();
	}

	/** A retry that waits for a second each time. */
	public static RetrySpec attempts(int attempts) {
		return RetrySpec.builder()
			.maxAttempts(attempts)
			.delay(Duration.ofSeconds(1))
			.multiplier(1)
			.jitter(0)
			.budgetRatio(1)
			.build();
	}

	/** A retry that does not wait. */
	public static RetrySpec atOnce(int attempts) {
		return RetrySpec.builder().maxAttempts(attempts).delay(Duration.ZERO).budgetRatio(1).build();
	}

	/** A time limit of so many seconds. */
	public static TimeLimitSpec seconds(long timeout) {
		return TimeLimitSpec.builder().timeout(Duration.ofSeconds(timeout)).build();
	}

	/** With a circuit that is half-open. */
	static AsyncFixture halfOpen(int permitted, int successes, RetrySpec retry) {
		AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(retry)
			.circuit(CircuitSpec.builder()
				.failureThreshold(1)
				.openDuration(Duration.ofSeconds(5))
				.permittedCalls(permitted)
				.successThreshold(successes)
				.build()));
		CompletableFuture<Object> opening = fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		fixture.turnUntil(opening::isDone);
		fixture.time.advance(Duration.ofSeconds(5));
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		return fixture;
	}

	/** Makes a call. */
	public <T> CompletableFuture<T> call(ThrowingSupplier<? extends CompletionStage<T>, ?> work) {
		return this.engine.<T>policy("backend").callAsync(work);
	}

	/** The policy. */
	public Policy policy() {
		return this.engine.find("backend");
	}

	/** The circuit. */
	public Circuit circuit() {
		return this.engine.get("backend");
	}

	/** The circuit's totals. */
	public Totals totals() {
		return circuit().snapshot().totals();
	}

	/** How many calls the circuit has been told the end of, or has refused. */
	public long callsOfCircuit() {
		Totals totals = totals();
		return totals.succeeded() + totals.failed() + totals.ignored() + totals.rejected();
	}

	/** How many calls the retry has been told the end of. */
	public long callsOfRetry() {
		return Arrays.stream(RetryOutcome.values()).mapToLong(policy().retry()::calls).sum();
	}

	/** How many attempts the time limit has seen the end of. */
	public long attemptsOfTimeLimit() {
		return Arrays.stream(TimeLimitOutcome.values()).mapToLong(policy().timeLimit()::calls).sum();
	}

	/** How many fallbacks were made. */
	public long fallbacks() {
		return Arrays.stream(FallbackOutcome.values()).mapToLong(policy().fallback()::calls).sum();
	}

	/** Waits for a call to fail, and returns what it failed with, unwrapped by nobody. */
	public static Throwable failure(CompletableFuture<?> future) throws Exception {
		return future.handle((result, failure) -> failure).get(10, TimeUnit.SECONDS);
	}

	/** Waits, without much delay. */
	public static void until(Callable<Boolean> condition) {
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(15))
			.until(condition);
	}

	/** Turns the clock for as long as it takes. */
	public void turnUntil(Callable<Boolean> condition) {
		until(() -> {
			if (condition.call()) {
				return true;
			}
			this.time.advance(Duration.ofMillis(100));
			return false;
		});
	}

	@Override
	public void close() {
		this.engine.close();
	}

}
