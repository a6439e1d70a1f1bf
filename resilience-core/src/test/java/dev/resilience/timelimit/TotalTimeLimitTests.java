package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.CallContext;
import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.async.AsyncFixture;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TotalTimeLimitTests {

	private final ManualTime time = new ManualTime();

	private final LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
		.time(this.time)
		.policy(PolicySpec.builder("backend")
			.retry(RetrySpec.builder().maxAttempts(10).delay(Duration.ofMillis(100)).multiplier(1).jitter(0).build())
			.circuit(CircuitSpec.DEFAULTS)
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(1)).total(Duration.ofSeconds(3)).build())
			.build()));

	private final AtomicInteger attempts = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).isFalse();
		this.fixture.close();
	}

	@Test
	void endsTheWholeCallWithACodeOfItsOwn() {
		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class,
				() -> this.fixture.call(this::takeTooLong));

		assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
		assertThat(ex.limit()).isEqualTo(Duration.ofSeconds(3));
		assertThat(ex.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
		assertThat(ex).hasMessageContaining("total of 3000 ms");
		assertThat(this.attempts).hasValue(3);
		assertThat(this.fixture.events.of(TimeLimitPassed.class)).extracting(TimeLimitPassed::code)
			.containsExactly("TIME_LIMIT_EXCEEDED", "TIME_LIMIT_EXCEEDED", "TOTAL_TIME_LIMIT_EXCEEDED");
	}

	@Test
	void isNotRetriedAndIsOneFailureVote() {
		assertThatThrownBy(() -> this.fixture.call(this::takeTooLong)).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.fixture.engine.find("backend").retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(this.fixture.engine.get("backend").snapshot().totals().failed()).isOne();
		assertThat(this.fixture.engine.get("backend").snapshot().consecutiveFailures()).isOne();
	}

	@Test
	void givesEachAttemptTheTimeoutOrWhatIsLeft() {
		List<Duration> remaining = new ArrayList<>();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			remaining.add(CallContext.current().remainingTime());
			this.time.advance(Duration.ofMillis((remaining.size() < 4) ? 700 : 550));
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(remaining).containsExactly(Duration.ofMillis(1000), Duration.ofMillis(1000), Duration.ofMillis(1000),
				Duration.ofMillis(600));
	}

	@Test
	void doesNotEndACallThatIsInTime() {
		assertThat(this.fixture.call(() -> {
			this.time.advance(Duration.ofMillis(900));
			return "in time";
		})).isEqualTo("in time");
	}

	@Test
	void isToldAfterwardsWhereNothingIsInterrupted() {
		LimitFixture plain = new LimitFixture(ResilienceEngine.builder()
			.time(this.time)
			.policy(PolicySpec.builder("backend")
				.timeLimit(TimeLimitSpec.builder().total(Duration.ofSeconds(2)).interrupt(false).build())
				.build()));

		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class, () -> plain.call(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return "late";
		}));

		assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
		assertThat(ex.limit()).isEqualTo(Duration.ofSeconds(2));
		assertThat(ex.elapsed()).isEqualTo(Duration.ofSeconds(5));
		assertThat(plain.outcomes(TimeLimitOutcome.OVERRUN)).isOne();
	}

	@Test
	void isNamedWhereALongAttemptHasJustUsedItUp() {
		LimitFixture plain = new LimitFixture(ResilienceEngine.builder()
			.time(this.time)
			.policy(PolicySpec.builder("backend")
				.timeLimit(TimeLimitSpec.builder()
					.timeout(Duration.ofSeconds(2))
					.total(Duration.ofSeconds(5))
					.interrupt(false)
					.build())
				.build()));

		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class, () -> plain.call(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return "late";
		}));

		assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
		assertThat(ex.limit()).isEqualTo(Duration.ofSeconds(5));
		assertThat(ex.elapsed()).isEqualTo(Duration.ofSeconds(5));
	}

	/** Who is told of the wait takes until it is spent. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void beginsNoAttemptOnceItIsSpent(RunOn runOn) {
		try (AsyncFixture slow = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder()
				.timeout(Duration.ofSeconds(2))
				.total(Duration.ofSeconds(5))
				.runOn(runOn)
				.build()), (engine) -> engine.time(this.time).listeners(() -> List.of((event) -> {
					if (event instanceof RetryScheduled) {
						this.time.advance(Duration.ofSeconds(4));
					}
				})))) {
			TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class,
					() -> slow.engine.policy("backend").call(() -> {
						this.attempts.incrementAndGet();
						throw new IOException();
					}));

			assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
			assertThat(ex.elapsed()).isEqualTo(Duration.ofSeconds(5));
			assertThat(ex).hasNoSuppressedExceptions();
			assertThat(this.attempts).hasValue(1);
			assertThat(slow.policy().timeLimit().calls(TimeLimitOutcome.TIMED_OUT)).isOne();
			assertThat(slow.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		}
	}

	/** What has no time left needs no worker. */
	@Test
	void isToldOfThoughNoWorkerIsFree() {
		AtomicReference<AsyncFixture> busy = new AtomicReference<>();
		CompletableFuture<Void> release = new CompletableFuture<>();
		try (AsyncFixture oneWorker = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder()
				.timeout(Duration.ofSeconds(2))
				.total(Duration.ofSeconds(5))
				.runOn(RunOn.WORKER)
				.build()), (engine) -> engine.time(this.time).maxWorkers(1).listeners(() -> List.of((event) -> {
					if (event instanceof RetryScheduled) {
						this.time.advance(Duration.ofSeconds(4));
						busy.get().call(() -> {
							release.join();
							return CompletableFuture.completedFuture("other");
						});
					}
				})))) {
			busy.set(oneWorker);

			assertThatThrownBy(() -> oneWorker.engine.policy("backend").call(() -> {
				throw new IOException();
			})).isInstanceOf(TimeLimitExceededException.class);

			release.complete(null);
		}
	}

	/** Blocks for as long as an attempt may, and for ever in the last. */
	private String takeTooLong() throws InterruptedException {
		this.attempts.incrementAndGet();
		this.time.advance(Duration.ofMillis(1000));
		return LimitFixture.block();
	}

}
