package dev.resilience.timelimit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.Retry;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Limits around retries, limits and other calls, in histories that other libraries hold
 * theirs to.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerNestedLimitHistoriesTests {

	private final List<LimitFixture> fixtures = new ArrayList<>();

	private final AtomicInteger attempts = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).as("an interrupt is left behind").isFalse();
		this.fixtures.forEach(LimitFixture::close);
	}

	/** Failsafe: testTimeoutRetryWithPendingRetry; an outer limit ends an inner wait. */
	@Test
	void anOuterLimitEndsTheWaitOfAnInnerRetry() {
		IOException failure = new IOException();
		LimitFixture fixture = nested(RetrySpec.builder().delay(Duration.ofSeconds(10)).build(), RunOn.CALLER);

		assertThatThrownBy(() -> fixture.other(() -> fixture.call(() -> {
			this.attempts.incrementAndGet();
			throw failure;
		}))).isInstanceOfSatisfying(TimeLimitExceededException.class, (exceeded) -> {
			assertThat(exceeded.policy()).isEqualTo("other");
			assertThat(exceeded.getSuppressed()).containsExactly(failure);
		});

		assertThat(this.attempts).hasValue(1);
		assertThat(fixture.engine.find("backend").retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	/** Failsafe: testTimeoutRetryWithBlockedSupplier; what is over is not tried again. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void anOuterLimitThatHasPassedLetsTheInnerRetryMakeNoFurtherAttempt(RunOn runOn) {
		LimitFixture fixture = nested(RetrySpec.builder().delay(Duration.ZERO).build(), runOn);

		assertThatThrownBy(() -> fixture.other(() -> fixture.call(this::blockedOnASocket)))
			.isInstanceOf(TimeLimitExceededException.class);

		makesOneAttempt(fixture);
	}

	/** The same, where one policy has its limit outside of its retry. */
	@ParameterizedTest
	@EnumSource(RunOn.class)
	void aLimitOutsideOfTheRetryThatHasPassedLetsItMakeNoFurtherAttempt(RunOn runOn) {
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.order(List.of(PolicyKind.FALLBACK, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT, PolicyKind.RETRY))
			.policy(PolicySpec.builder("backend")
				.timeLimit(LimitFixture.millis(400).runOn(runOn).build())
				.retry(RetrySpec.builder().delay(Duration.ZERO).build())
				.build()));
		this.fixtures.add(fixture);

		assertThatThrownBy(() -> fixture.call(this::blockedOnASocket)).isInstanceOf(TimeLimitExceededException.class);
		makesOneAttempt(fixture);
	}

	/** Failsafe: shouldCancelNestedTimeoutsWithInterrupt. */
	@Test
	void theShorterOfTwoLimitsEndsEveryAttemptAndTheLongerNone() {
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.policy(PolicySpec.builder("backend")
				.timeLimit(LimitFixture.millis(30).build())
				.retry(RetrySpec.builder().delay(Duration.ZERO).build())
				.build())
			.policy(PolicySpec.builder("other").timeLimit(LimitFixture.millis(20_000).build()).build()));
		this.fixtures.add(fixture);

		assertThatThrownBy(() -> fixture.other(() -> fixture.call(() -> {
			this.attempts.incrementAndGet();
			return blocked();
		}))).isInstanceOfSatisfying(TimeLimitExceededException.class,
				(exceeded) -> assertThat(exceeded.policy()).isEqualTo("backend"));

		assertThat(this.attempts).hasValue(3);
		assertThat(fixture.engine.find("other").timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
	}

	/** Failsafe: BlockedExecutionTest; who needs a second worker within the only one. */
	@Test
	void aCallWithinACallThatHasTheOnlyWorkerIsRefusedAndNobodyWaitsForEver() {
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.maxWorkers(1)
			.policy(PolicySpec.builder("backend")
				.timeLimit(LimitFixture.millis(20_000).runOn(RunOn.WORKER).build())
				.build()));
		this.fixtures.add(fixture);

		assertThatThrownBy(() -> fixture.call(() -> fixture.call(() -> "never")))
			.isInstanceOf(ConcurrencyLimitExceededException.class);

		assertThat(fixture.call(() -> "free again")).isEqualTo("free again");
	}

	private String blocked() {
		try {
			return LimitFixture.block();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Tells of its interrupt as sockets and HTTP clients do; blocks only once. */
	private String blockedOnASocket() throws IOException {
		if (this.attempts.incrementAndGet() > 1) {
			return "a further attempt";
		}
		try {
			return LimitFixture.block();
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException();
		}
	}

	/** One that was left behind with a worker may still go on. */
	private void makesOneAttempt(LimitFixture fixture) {
		Retry retry = fixture.engine.find("backend").retry();
		await().until(() -> retry.calls(RetryOutcome.ABORTED) + retry.calls(RetryOutcome.AFTER_RETRY) == 1);
		assertThat(this.attempts).hasValue(1);
	}

	/** "other" limits what "backend" retries. */
	private LimitFixture nested(RetrySpec retry, RunOn runOn) {
		LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
			.policy(PolicySpec.builder("backend").retry(retry).build())
			.policy(PolicySpec.builder("other").timeLimit(LimitFixture.millis(400).runOn(runOn).build()).build()));
		this.fixtures.add(fixture);
		return fixture;
	}

}
