package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CallContext;
import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Histories that other libraries hold their time limits to. On the real clock. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerTimeLimitHistoriesTests {

	private final List<LimitFixture> fixtures = new ArrayList<>();

	private final AtomicInteger attempts = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).as("an interrupt is left behind").isFalse();
		this.fixtures.forEach(LimitFixture::close);
	}

	/** Failsafe: InterruptionTest.shouldResetInterruptFlagAfterInterruption. */
	@Test
	void theFlagIsClearThoughTheMethodHasSetItAgain() {
		LimitFixture fixture = limited(LimitFixture.millis(20));

		assertThatThrownBy(() -> fixture.call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return "given up";
			}
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	/**
	 * Failsafe: Issue231Test; what a method does after the interrupt, it does to the end.
	 */
	@Test
	void theCallerIsToldWhenTheMethodHasCleanedUp() {
		LimitFixture fixture = limited(LimitFixture.millis(20));
		AtomicBoolean cleanedUp = new AtomicBoolean();

		assertThatThrownBy(() -> fixture.call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				LimitFixture.spin(Duration.ofMillis(60));
				cleanedUp.set(true);
				throw ex;
			}
		})).isInstanceOf(TimeLimitExceededException.class).hasSuppressedException(new InterruptedException());

		assertThat(cleanedUp).isTrue();
	}

	/** MicroProfile: TimeoutUninterruptableTest.testTimeout. */
	@Test
	void aMethodThatHearsNothingIsWaitedForAndItsResultIsGone() {
		LimitFixture fixture = limited(LimitFixture.millis(20));

		TimeLimitExceededException exceeded = catchThrowableOfType(TimeLimitExceededException.class,
				() -> fixture.call(() -> {
					LimitFixture.spin(Duration.ofMillis(200));
					return "late";
				}));

		assertThat(exceeded.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		assertThat(exceeded.limit()).isEqualTo(Duration.ofMillis(20));
		assertThat(exceeded.code()).isEqualTo(ErrorCode.TIME_LIMIT_EXCEEDED);
		assertThat(exceeded).hasNoCause().hasNoSuppressedExceptions();
		assertThat(fixture.outcomes(TimeLimitOutcome.OVERRUN)).isOne();
		assertThat(fixture.events.of(TimeLimitPassed.class)).singleElement().matches(TimeLimitPassed::overrun);
	}

	/** An error that comes too late is what the limit makes of it, and is kept beside. */
	@Test
	void anErrorThatComesTooLateIsAmongTheSuppressed() {
		LimitFixture fixture = limited(LimitFixture.millis(20));
		AssertionError error = new AssertionError();

		assertThatThrownBy(() -> fixture.call(() -> {
			LimitFixture.spinUntilInterrupted();
			throw error;
		})).isInstanceOfSatisfying(TimeLimitExceededException.class,
				(exceeded) -> assertThat(exceeded.getSuppressed()).containsExactly(error));
	}

	/**
	 * Failsafe: testFallbackTimeoutWithBlockedSupplier; the fallback may take its time.
	 */
	@Test
	void theFallbackOfACallThatTookTooLongIsNotInterrupted() {
		AtomicBoolean interrupted = new AtomicBoolean();
		LimitFixture fixture = of(PolicySpec.builder("backend")
			.timeLimit(LimitFixture.millis(20).build())
			.fallback(FallbackSpec.of((type) -> {
				LimitFixture.spin(Duration.ofMillis(80));
				interrupted.set(Thread.currentThread().isInterrupted());
				return "instead";
			})));

		Object result = fixture.call(() -> (Object) blocked());

		assertThat(result).isEqualTo("instead");
		assertThat(interrupted).isFalse();
	}

	/** Failsafe: testRetryTimeoutWithPendingRetry; a wait is under no attempt's limit. */
	@Test
	void noLimitOfAnAttemptReachesTheWaitAfterIt() {
		LimitFixture fixture = of(PolicySpec.builder("backend")
			.timeLimit(LimitFixture.millis(400).build())
			.retry(RetrySpec.builder().delay(Duration.ofMillis(500)).multiplier(1).jitter(0).build()));
		IllegalStateException failure = new IllegalStateException();

		assertThatThrownBy(() -> fixture.call(() -> {
			this.attempts.incrementAndGet();
			throw failure;
		})).isSameAs(failure);

		assertThat(this.attempts).hasValue(3);
		assertThat(fixture.outcomes(TimeLimitOutcome.COMPLETED)).isEqualTo(3);
	}

	/** Failsafe: testRetryPolicyTimeout; two attempts too long, then one in time. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void aCallSucceedsAfterTwoAttemptsThatTookTooLong(RunOn runOn) {
		LimitFixture fixture = of(PolicySpec.builder("backend")
			.timeLimit(LimitFixture.millis(400).runOn(runOn).build())
			.retry(RetrySpec.builder().delay(Duration.ZERO).build()));

		Object result = fixture.call(() -> (this.attempts.incrementAndGet() < 3) ? blocked() : "success");

		assertThat(result).isEqualTo("success");
		assertThat(fixture.outcomes(TimeLimitOutcome.COMPLETED)).isOne();
		assertThat(fixture.events.of(TimeLimitPassed.class)).hasSize(2);
	}

	/** MicroProfile: RetryTimeoutTest.testRetryWithoutRetryOn, -AbortOn. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aLimitThatIsNotRetriedEndsTheCall(boolean aborts) {
		FailureTypes limits = FailureTypes.of(TimeLimitExceededException.class);
		RetrySpec retry = aborts ? RetrySpec.builder().abortOn(limits).build()
				: RetrySpec.builder().retryOn(FailureTypes.of(IOException.class)).build();
		LimitFixture fixture = of(
				PolicySpec.builder("backend").timeLimit(LimitFixture.millis(20).build()).retry(retry));

		assertThatThrownBy(() -> fixture.call(() -> {
			this.attempts.incrementAndGet();
			return blocked();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.attempts).hasValue(1);
		assertThat(fixture.engine.find("backend").retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	/** MicroProfile: CircuitBreakerTimeoutTest. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void limitsThatPassOpenTheCircuitUnlessItRecordsOtherThings(boolean recorded) {
		CircuitSpec circuit = CircuitSpec.builder()
			.failureThreshold(2)
			.record(recorded ? FailureTypes.NONE : FailureTypes.of(TimeoutException.class))
			.build();
		LimitFixture fixture = of(
				PolicySpec.builder("backend").timeLimit(LimitFixture.millis(20).build()).circuit(circuit));

		for (int i = 0; i < 2; i++) {
			assertThatThrownBy(() -> fixture.call(this::blocked)).isInstanceOf(TimeLimitExceededException.class);
		}

		assertThatThrownBy(() -> fixture.call(this::blocked))
			.isInstanceOf(recorded ? CircuitOpenException.class : TimeLimitExceededException.class);
		assertThat(fixture.engine.get("backend").state()).isEqualTo(recorded ? CircuitState.OPEN : CircuitState.CLOSED);
	}

	/**
	 * A flag from before the call that the method takes: from then on the limit counts.
	 */
	@Test
	void aMethodThatTakesAnEarlierInterruptAndGoesOnIsInterruptedAtItsLimit() {
		LimitFixture fixture = limited(LimitFixture.millis(500));
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> fixture.call(() -> {
			assertThat(Thread.interrupted()).isTrue();
			return LimitFixture.block();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	/** The next call of the same thread knows nothing of the one before. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void aThreadThatWasInterruptedAtALimitIsFreshForTheNextCall(RunOn runOn) {
		LimitFixture fixture = limited(LimitFixture.millis(400).runOn(runOn));
		for (int i = 0; i < 2; i++) {
			assertThatThrownBy(() -> fixture.call(this::blocked)).isInstanceOf(TimeLimitExceededException.class);

			assertThat(fixture.call(() -> Thread.currentThread().isInterrupted())).isFalse();
		}
	}

	/** The shortest limit and the longest. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void theShortestAndTheLongestLimitAreKept(RunOn runOn) {
		LimitFixture shortest = limited(TimeLimitSpec.builder().timeout(Duration.ofNanos(1_000)).runOn(runOn));
		assertThatThrownBy(() -> shortest.call(this::blocked)).isInstanceOf(TimeLimitExceededException.class);

		LimitFixture longest = limited(TimeLimitSpec.builder().timeout(Duration.ofDays(365)).runOn(runOn));
		assertThat(longest.call(() -> "done")).isEqualTo("done");
	}

	/** resilience4j: TimeLimiterTest.unwrapExecutionException; null is a result too. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void whatComesInTimeComesAsItIs(RunOn runOn) {
		LimitFixture fixture = limited(LimitFixture.millis(20_000).runOn(runOn));
		IOException failure = new IOException();
		Error error = new LinkageError();

		assertThat(fixture.<Object, RuntimeException>call(() -> null)).isNull();
		assertThatThrownBy(() -> fixture.call(() -> {
			throw failure;
		})).isSameAs(failure).hasNoSuppressedExceptions();
		assertThatThrownBy(() -> fixture.call(() -> {
			throw error;
		})).isSameAs(error).hasNoSuppressedExceptions();
		assertThat(fixture.outcomes(TimeLimitOutcome.COMPLETED)).isEqualTo(3);
	}

	/** A listener that is told of a limit is outside of the limited call. */
	@Test
	void aListenerThatIsToldOfALimitIsNotInterrupted() {
		List<Boolean> flags = new ArrayList<>();
		ResilienceEngine engine = ResilienceEngine.builder()
			.listeners(() -> List.of((event) -> flags.add(Thread.currentThread().isInterrupted())))
			.policy(PolicySpec.builder("backend").timeLimit(LimitFixture.millis(20).build()).build())
			.build();

		assertThatThrownBy(() -> engine.policy("backend").call(this::blocked))
			.isInstanceOf(TimeLimitExceededException.class);

		assertThat(flags).containsExactly(false);
		engine.close();
	}

	/** Where the clock's reading passes from positive to negative, and through zero. */
	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE - 2_000_000_000L, -5_000_000_000L, -1, 0, 1, Long.MIN_VALUE })
	void theLimitsOfACallHoldWhateverTheClockReads(long start) {
		ManualTime time = ManualTime.startingAt(start);
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.time(time)
			.policy(PolicySpec.builder("backend")
				.timeLimit(TimeLimitSpec.builder()
					.timeout(Duration.ofSeconds(5))
					.total(Duration.ofSeconds(5))
					.interrupt(false)
					.build())
				.build()));
		this.fixtures.add(fixture);

		assertThat(fixture.call(() -> {
			time.advance(Duration.ofSeconds(4));
			return CallContext.current().remainingTime();
		})).isEqualTo(Duration.ofSeconds(1));
		assertThatThrownBy(() -> fixture.call(() -> {
			time.advance(Duration.ofSeconds(5).plusNanos(1));
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);
	}

	/** The deadline of an attempt may fall on any reading of the clock, zero too. */
	@Test
	void theRemainingTimeIsToldWhereTheDeadlineIsAReadingOfZero() {
		ManualTime time = ManualTime.startingAt(-5_000_000_000L);
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.time(time)
			.policy(PolicySpec.builder("backend")
				.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(5)).interrupt(false).build())
				.build()));
		this.fixtures.add(fixture);

		assertThat(fixture.call(() -> CallContext.current().remainingTime())).isBetween(Duration.ofSeconds(4),
				Duration.ofSeconds(6));
	}

	private String blocked() {
		try {
			return LimitFixture.block();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private LimitFixture limited(TimeLimitSpecBuilder limit) {
		return of(PolicySpec.builder("backend").timeLimit(limit.build()));
	}

	private LimitFixture of(PolicySpec.Builder policy) {
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder().policy(policy.build()));
		this.fixtures.add(fixture);
		return fixture;
	}

}
