package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.failure.FailureCategory;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitAndRetryTests {

	private final LimitFixture fixture = fixture(List.of(PolicyKind.values()));

	private final AtomicInteger attempts = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).isFalse();
		this.fixture.close();
	}

	@Test
	void limitsEachAttempt() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			this.attempts.incrementAndGet();
			return LimitFixture.block();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.attempts).hasValue(3);
		assertThat(outcomes(RetryOutcome.EXHAUSTED)).isOne();
		assertThat(this.fixture.engine.find("backend").failures().of(FailureCategory.TIMEOUT)).isEqualTo(3);
	}

	@Test
	void retriesAnAttemptThatFailedLate() throws Throwable {
		Object result = this.fixture.call(() -> {
			if (this.attempts.incrementAndGet() == 1) {
				LimitFixture.spinUntilInterrupted();
				throw new IllegalArgumentException("late");
			}
			return "done";
		});

		assertThat(result).isEqualTo("done");
		assertThat(this.attempts).hasValue(2);
	}

	@Test
	void doesNotRetryAnAttemptThatCameBackLateButNormally() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			this.attempts.incrementAndGet();
			LimitFixture.spinUntilInterrupted();
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.attempts).hasValue(1);
		assertThat(outcomes(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void doesNotRetryAnAttemptThatSwallowedTheInterrupt() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			this.attempts.incrementAndGet();
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				return "swallowed";
			}
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void limitsAllAttemptsTogetherWhereItStandsOutsideOfTheRetry() {
		ManualTime time = new ManualTime();
		LimitFixture outside = new LimitFixture(
				policy(List.of(PolicyKind.FALLBACK, PolicyKind.TIME_LIMIT, PolicyKind.CIRCUIT, PolicyKind.RETRY))
					.time(time));

		assertThatThrownBy(() -> outside.call(() -> {
			time.advance(Duration.ofMillis(30));
			if (this.attempts.incrementAndGet() == 2) {
				LimitFixture.block();
			}
			throw new IOException();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.attempts).hasValue(2);
		outside.close();
	}

	private long outcomes(RetryOutcome outcome) {
		return this.fixture.engine.find("backend").retry().calls(outcome);
	}

	private static LimitFixture fixture(List<PolicyKind> order) {
		return new LimitFixture(policy(order));
	}

	private static ResilienceEngineBuilder policy(List<PolicyKind> order) {
		return ResilienceEngine.builder()
			.order(order)
			.policy(PolicySpec.builder("backend")
				.retry(RetrySpec.builder().delay(Duration.ZERO).build())
				.timeLimit(LimitFixture.millis(50).build())
				.build());
	}

}
