package dev.resilience.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import dev.resilience.timelimit.TimeLimitSpecBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Faults that last longer than a time limit end just when a slow backend would have been
 * given up, whoever ends them. None waits for what will not come.
 */
@Timeout(value = 15, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitedFaultsTests {

	private final ResilienceKit kit = new ResilienceKit();

	private final ResilienceEngine engine = this.kit.build(ResilienceEngine.builder()
		.policy(limited("usual", 2, (limit) -> limit))
		.policy(limited("usual-short", 1, (limit) -> limit))
		.policy(limited("worker", 2, (limit) -> limit.runOn(RunOn.WORKER)))
		.policy(limited("worker-short", 1, (limit) -> limit.runOn(RunOn.WORKER)))
		.policy(limited("left", 2, (limit) -> limit.runOn(RunOn.WORKER).interrupt(false)))
		.policy(limited("deaf", 2, (limit) -> limit.interrupt(false)))
		.policy(limited("deaf-short", 1, (limit) -> limit.interrupt(false)))
		.policy(PolicySpec.builder("bare").circuit(CircuitSpec.builder().build()).build()));

	/** Three attempts of so many seconds each. */
	private static PolicySpec limited(String name, int seconds, UnaryOperator<TimeLimitSpecBuilder> limit) {
		return PolicySpec.builder(name)
			.retry(RetrySpec.builder().maxAttempts(3).jitter(0).build())
			.timeLimit(limit.apply(TimeLimitSpec.builder().timeout(Duration.ofSeconds(seconds))).build())
			.build();
	}

	@AfterEach
	void close() {
		this.engine.close();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "usual", "worker", "left" })
	void triesAgainAfterEachLimit(String policy) {
		this.kit.faults().on(policy).hang(1).delay(Duration.ofSeconds(5));
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> call(policy))
			.satisfies((exceeded) -> assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(2)));
		assertThat(this.kit.attempts().of(policy)).hasSize(3).allSatisfy(LimitedFaultsTests::tookTwoSeconds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "usual", "worker", "left", "deaf" })
	void triesAgainAfterEachLimitOfAFuture(String policy) {
		this.kit.faults().on(policy).hang(1).delay(Duration.ofSeconds(5));
		CompletableFuture<String> answer = this.engine.policy(policy)
			.callAsync(() -> CompletableFuture.completedFuture("answer"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
			.withCauseInstanceOf(TimeLimitExceededException.class);
		assertThat(this.kit.attempts().of(policy)).hasSize(3);
	}

	/** A limit is told on other threads than the one that it ends. */
	@RepeatedTest(20)
	void recordsHowLongTheAttemptsOfAFutureTook() {
		this.kit.faults().on("usual").hang();
		CompletableFuture<String> answer = this.engine.policy("usual")
			.callAsync(() -> CompletableFuture.completedFuture("answer"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join);
		assertThat(this.kit.attempts().of("usual")).hasSize(3).allSatisfy(LimitedFaultsTests::tookTwoSeconds);
	}

	private static void tookTwoSeconds(RecordedAttempt attempt) {
		assertThat(attempt.took()).isEqualTo(Duration.ofSeconds(2));
		assertThat(attempt.failure()).isInstanceOf(InterruptedException.class);
	}

	@ParameterizedTest
	@CsvSource({ "usual-short, usual", "usual-short, bare", "usual-short, worker", "usual-short, left",
			"worker-short, usual", "worker-short, bare", "worker-short, worker" })
	void endsAtTheLimitOfTheCallAround(String outer, String inner) {
		this.kit.faults().on(inner).hang(3).delay(Duration.ofSeconds(5));
		assertThatExceptionOfType(TimeLimitExceededException.class)
			.isThrownBy(() -> this.engine.policy(outer).call(() -> call(inner)))
			.satisfies((exceeded) -> {
				assertThat(exceeded.policy()).isEqualTo(outer);
				assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(1));
			});
		assertThat(this.kit.attempts().of(outer)).hasSize(3);
	}

	/** The limit of the call around interrupts nobody, so nobody may wait for that. */
	@Test
	void waitsForTheLimitThatInterrupts() {
		this.kit.faults().on("worker").hang();
		assertThatExceptionOfType(TimeLimitExceededException.class)
			.isThrownBy(() -> this.engine.policy("deaf-short").call(() -> call("worker")))
			.satisfies((exceeded) -> assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(2)));
	}

	private String call(String policy) {
		return this.engine.policy(policy).call(() -> "answer");
	}

}
