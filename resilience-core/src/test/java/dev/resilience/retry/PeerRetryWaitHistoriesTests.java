package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ScriptedWork;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureTypes;
import dev.resilience.failure.RetryAfterAware;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Waits of retries, in histories that other libraries hold theirs to. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerRetryWaitHistoriesTests {

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	/** Failsafe: Issue215Test, the largest of everything. */
	@Test
	void theLargestNumbersMakeNoWaitLongerThanTheMaximum() {
		Duration year = Duration.ofDays(365);
		RetryFixture fixture = new RetryFixture(RetryFixture.exact()
			.maxAttempts(20)
			.delay(year)
			.maxDelay(year)
			.multiplier(Double.MAX_VALUE)
			.jitter(1)
			.budgetRatio(1));

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IOException())))
			.isInstanceOf(IOException.class);

		assertThat(fixture.waits()).hasSizeBetween(18, 19)
			.allSatisfy((wait) -> assertThat(wait).isLessThanOrEqualTo(year));
	}

	/**
	 * Failsafe: Issue215Test, what is larger than the largest is refused, not overflown.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "PT8760H0.000000001S", "PT2562047788015215H30M7S", "PT-0.000000001S",
			"PT-2562047788015215H-30M-7S" })
	void refusesADelayThatNoClockCouldMeasure(Duration delay) {
		assertThatThrownBy(() -> RetrySpec.builder().delay(delay).build()).hasMessageContaining("backoff.delay");
		assertThatThrownBy(() -> RetrySpec.builder().maxDelay(delay).build()).hasMessageContaining("backoff.max-delay");
		assertThatThrownBy(() -> RetrySpec.builder().retryAfterMax(delay).build())
			.hasMessageContaining("retry-after-max");
	}

	/** Failsafe: DelayableRetryPolicyTest; the server's wait is not cut at max-delay. */
	@Test
	void theServersWaitIsNotCutAtTheMaximumOfTheBackoff() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().maxAttempts(4).maxDelay(Duration.ofMillis(150)));

		fixture.call(ScriptedWork.failing(new Busy(Duration.ofSeconds(5)), new IOException(),
				new Busy(Duration.ofMillis(1))));

		assertThat(fixture.waits()).containsExactly(Duration.ofSeconds(5), Duration.ofMillis(150),
				Duration.ofMillis(150));
	}

	/** One exception that the client keeps and fills in anew for every answer. */
	@Test
	void theServersWaitIsReadAnewThoughTheInstanceIsTheSame() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		Busy busy = new Busy(Duration.ZERO);
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			busy.asked = Duration.ofSeconds(attempts.incrementAndGet());
			throw busy;
		})).isSameAs(busy);

		assertThat(fixture.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
	}

	/** MicroProfile: CircuitBreakerRetryTest.testRetriesSucceedWhenCircuitCloses. */
	@Test
	void retriesAroundAnOpenCircuitSucceedOnceItIsHalfOpen() throws Throwable {
		ManualTime time = new ManualTime();
		ResilienceEngine engine = aroundACircuit(time, FailureTypes.of(CircuitOpenException.class), FailureTypes.NONE);

		Object result = engine.policy("backend").call(() -> "through");

		assertThat(result).isEqualTo("through");
		assertThat(engine.get("backend").state()).isEqualTo(CircuitState.CLOSED);
		assertThat(time.waits()).hasSize(10);
		assertThat(engine.get("backend").snapshot().totals().rejected()).isEqualTo(10);
		assertThat(engine.find("backend").retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
	}

	static Stream<Arguments> notAround() {
		return Stream.of(arguments(FailureTypes.of(TimeoutException.class), FailureTypes.NONE),
				arguments(FailureTypes.of(CircuitOpenException.class), FailureTypes.of(CircuitOpenException.class)),
				arguments(FailureTypes.of(Exception.class), FailureTypes.NONE));
	}

	/** MicroProfile: testNoRetriesIfNotRetryOn, testNoRetriesIfAbortOn. */
	@ParameterizedTest
	@MethodSource("notAround")
	void makesNoRetriesAroundAnOpenCircuitUnlessAskedTo(FailureTypes retryOn, FailureTypes abortOn) {
		ManualTime time = new ManualTime();
		ResilienceEngine engine = aroundACircuit(time, retryOn, abortOn);

		assertThatThrownBy(() -> engine.policy("backend").call(() -> "never")).isInstanceOf(CircuitOpenException.class);

		assertThat(time.waits()).isEmpty();
		assertThat(engine.get("backend").snapshot().totals().rejected()).isOne();
	}

	/**
	 * resilience4j: shouldMarkThreadInterruptedWhenInterruptedDuringRetry; by a listener.
	 */
	@Test
	void anInterruptThatAListenerSetsBeforeTheWaitEndsTheCall() {
		IOException failure = new IOException();
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(new ManualTime())
			.listeners(() -> List.of((event) -> Thread.currentThread().interrupt()))
			.policy(PolicySpec.builder("backend").retry(RetryFixture.exact().build()).build())
			.build();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> engine.policy("backend").call(work)).isSameAs(failure);

		assertThat(work.calls()).isOne();
		assertThat(Thread.interrupted()).isTrue();
	}

	/** As many attempts as an int can count, and no overflow on the way. */
	@Test
	void goesOnForAsLongAsItTakesWithTheLargestNumberOfAttempts() throws Throwable {
		RetryFixture fixture = new RetryFixture(
				RetryFixture.exact().maxAttempts(Integer.MAX_VALUE).delay(Duration.ofNanos(1)).budgetRatio(1));
		Throwable[] failures = IntStream.range(0, 2_000).mapToObj((i) -> new IOException()).toArray(Throwable[]::new);

		assertThat(fixture.call(ScriptedWork.failing(failures))).isEqualTo("done");

		assertThat(fixture.waits()).hasSize(2_000).allMatch((wait) -> wait.compareTo(Duration.ofSeconds(10)) <= 0);
		assertThat(fixture.waits()).endsWith(Duration.ofSeconds(10));
	}

	/**
	 * A circuit that has just opened for a second, with a retry of 100 ms outside of it.
	 */
	private static ResilienceEngine aroundACircuit(ManualTime time, FailureTypes retryOn, FailureTypes abortOn) {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(time)
			.order(List.of(PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT))
			.policy(PolicySpec.builder("backend")
				.retry(RetryFixture.exact().maxAttempts(20).multiplier(1).retryOn(retryOn).abortOn(abortOn).build())
				.circuit(CircuitSpec.builder()
					.failureThreshold(1)
					.openDuration(Duration.ofSeconds(1))
					.successThreshold(1)
					.build())
				.build())
			.build();
		assertThatThrownBy(() -> engine.policy("backend").call(() -> {
			throw new IllegalStateException();
		})).isInstanceOf(IllegalStateException.class);
		assertThat(engine.get("backend").state()).isEqualTo(CircuitState.OPEN);
		assertThat(time.waits()).isEmpty();
		return engine;
	}

	private static final class Busy extends IOException implements RetryAfterAware {

		private transient Duration asked;

		Busy(Duration asked) {
			this.asked = asked;
		}

		@Override
		public Duration retryAfter() {
			return this.asked;
		}

	}

}
