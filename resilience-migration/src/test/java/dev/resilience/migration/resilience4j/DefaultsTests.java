package dev.resilience.migration.resilience4j;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Defaults;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The defaults of both sides, and keys that mean the same. */
@TrialsOf(Guide.FROM_RESILIENCE4J)
class DefaultsTests {

	private static final String RETRY = "resilience4j.retry.instances.any.";

	private static final String BREAKER = "resilience4j.circuitbreaker.instances.any.";

	private static final String LIMITER = "resilience4j.timelimiter.instances.any.";

	@Test
	void areThoseOfTheGuide() {
		RetryConfig retry = RetryConfig.ofDefaults();
		CircuitBreakerConfig breaker = CircuitBreakerConfig.ofDefaults();
		TimeLimiterConfig limiter = TimeLimiterConfig.ofDefaults();
		Map<String, Object> theirs = new TreeMap<>();
		theirs.put("max-attempts", retry.getMaxAttempts());
		theirs.put("wait-duration", retry.getIntervalBiFunction().apply(1, null) + "ms");
		theirs.put("failure-rate-threshold", breaker.getFailureRateThreshold());
		theirs.put("slow-call-rate-threshold", breaker.getSlowCallRateThreshold());
		theirs.put("slow-call-duration-threshold", breaker.getSlowCallDurationThreshold().toSeconds() + "s");
		theirs.put("sliding-window-type", breaker.getSlidingWindowType());
		theirs.put("sliding-window-size", breaker.getSlidingWindowSize());
		theirs.put("minimum-number-of-calls", breaker.getMinimumNumberOfCalls());
		theirs.put("wait-duration-in-open-state", breaker.getWaitIntervalFunctionInOpenState().apply(1) / 1000 + "s");
		theirs.put("permitted-number-of-calls-in-half-open-state", breaker.getPermittedNumberOfCallsInHalfOpenState());
		theirs.put("max-wait-duration-in-half-open-state",
				breaker.getMaxWaitDurationInHalfOpenState().toSeconds() + "s");
		theirs.put("timeout-duration", limiter.getTimeoutDuration().toSeconds() + "s");
		theirs.put("cancel-running-future", limiter.shouldCancelRunningFuture());
		Defaults.check(Guide.FROM_RESILIENCE4J, theirs);
		assertThat(retry.getIntervalBiFunction().apply(3, null)).isEqualTo(500);
		assertThat(retry.getExceptionPredicate().test(new IllegalArgumentException())).isTrue();
		assertThat(breaker.getRecordExceptionPredicate().test(new IllegalArgumentException())).isTrue();
		assertThat(breaker.getIgnoreExceptionPredicate().test(new IllegalArgumentException())).isFalse();
		assertThat((Object) retry.getResultPredicate()).isNull();
	}

	@Test
	@Row(before = "max-attempts", after = "retry.max-attempts")
	@Row(before = "wait-duration", after = "retry.backoff.delay")
	@Row(before = "exponential-backoff-multiplier", after = "retry.backoff.multiplier")
	@Row(before = "exponential-max-wait-duration", after = "retry.backoff.max-delay")
	void waitsGrowAlike() {
		Resilience4j
			.application(RETRY + "max-attempts=5", RETRY + "wait-duration=100ms",
					RETRY + "enable-exponential-backoff=true", RETRY + "exponential-backoff-multiplier=3",
					RETRY + "exponential-max-wait-duration=500ms")
			.run((context) -> {
				RetryConfig retry = context.getBean(RetryRegistry.class).retry("any").getRetryConfig();
				assertThat(retry.getMaxAttempts()).isEqualTo(5);
				assertThat(retry.getIntervalBiFunction().apply(1, null)).isEqualTo(100);
				assertThat(retry.getIntervalBiFunction().apply(2, null)).isEqualTo(300);
				assertThat(retry.getIntervalBiFunction().apply(3, null)).isEqualTo(500);
			});
		here("retry.max-attempts=5", "retry.backoff.delay=100ms", "retry.backoff.multiplier=3.0",
				"retry.backoff.max-delay=500ms", "retry.backoff.jitter=0.0");
	}

	@Test
	@Row(before = "randomized-wait-factor", after = "retry.backoff.jitter")
	void chanceLengthensAndShortensAlike() {
		Resilience4j
			.application(RETRY + "wait-duration=1s", RETRY + "enable-randomized-wait=true",
					RETRY + "randomized-wait-factor=0.25")
			.run((context) -> {
				RetryConfig retry = context.getBean(RetryRegistry.class).retry("any").getRetryConfig();
				for (int draw = 0; draw < 100; draw++) {
					assertThat(retry.getIntervalBiFunction().apply(1, null)).isBetween(750L, 1250L);
				}
			});
		Resilience4j.application(RETRY + "wait-duration=1s", RETRY + "randomized-wait-factor=0.25")
			.run((context) -> assertThat(context.getBean(RetryRegistry.class)
				.retry("any")
				.getRetryConfig()
				.getIntervalBiFunction()
				.apply(1, null)).isEqualTo(1000L));
		here("retry.backoff.jitter=0.25");
	}

	@Test
	@Row(before = "failure-rate-threshold", after = "circuit.failure-rate-threshold")
	@Row(before = "slow-call-rate-threshold", after = "circuit.slow-call-rate-threshold")
	@Row(before = "slow-call-duration-threshold", after = "circuit.slow-call-duration")
	@Row(before = "sliding-window-type", after = "circuit.window.type")
	@Row(before = "sliding-window-size", after = "circuit.window.size")
	@Row(before = "wait-duration-in-open-state", after = "circuit.open-duration")
	@Row(before = "max-wait-duration-in-half-open-state", after = "circuit.half-open.max-duration")
	@Row(before = "timeout-duration", after = "time-limit.timeout")
	void thresholdsWindowsAndDurationsAreAccepted() {
		Resilience4j
			.application(BREAKER + "failure-rate-threshold=40", BREAKER + "slow-call-rate-threshold=70",
					BREAKER + "slow-call-duration-threshold=3s", BREAKER + "sliding-window-type=TIME_BASED",
					BREAKER + "sliding-window-size=20", BREAKER + "wait-duration-in-open-state=15s",
					BREAKER + "max-wait-duration-in-half-open-state=25s", LIMITER + "timeout-duration=4s")
			.run((context) -> {
				CircuitBreakerConfig breaker = breaker(context.getBean(CircuitBreakerRegistry.class));
				assertThat(breaker.getFailureRateThreshold()).isEqualTo(40);
				assertThat(breaker.getSlowCallRateThreshold()).isEqualTo(70);
				assertThat(breaker.getSlowCallDurationThreshold()).isEqualTo(Duration.ofSeconds(3));
				assertThat(breaker.getSlidingWindowType()).isEqualTo(CircuitBreakerConfig.SlidingWindowType.TIME_BASED);
				assertThat(breaker.getSlidingWindowSize()).isEqualTo(20);
				assertThat(breaker.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(15_000);
				assertThat(breaker.getMaxWaitDurationInHalfOpenState()).isEqualTo(Duration.ofSeconds(25));
				assertThat(context.getBean(TimeLimiterRegistry.class)
					.timeLimiter("any")
					.getTimeLimiterConfig()
					.getTimeoutDuration()).isEqualTo(Duration.ofSeconds(4));
			});
		here("circuit.failure-rate-threshold=40.0", "circuit.slow-call-rate-threshold=70.0",
				"circuit.slow-call-duration=3s", "circuit.window.type=time", "circuit.window.duration=20s",
				"circuit.window.size=30", "circuit.open-duration=15s", "circuit.half-open.max-duration=25s",
				"time-limit.timeout=4s");
	}

	@Test
	@Row(before = "minimum-number-of-calls", after = "circuit.window.minimum-calls")
	void moreThanTheWindowIsCutDownThereAndRefusedHere() {
		Resilience4j.application(BREAKER + "sliding-window-size=10", BREAKER + "minimum-number-of-calls=30")
			.run((context) -> {
				CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("any");
				for (int call = 1; call <= 10; call++) {
					assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
					breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException());
				}
				assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
			});
		Applications
			.ours("any", "resilience.policies.any.circuit.window.size=10",
					"resilience.policies.any.circuit.window.minimum-calls=30")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("minimum-calls"));
		here("circuit.window.size=10", "circuit.window.minimum-calls=5");
	}

	@Test
	@Row(before = "configs.default", after = "resilience.defaults")
	@Row(before = "base-config", after = "base")
	@Row(before = "configuration = \"shared\"", after = "base: shared")
	void valuesAreInherited() {
		Resilience4j
			.application("resilience4j.retry.configs.default.max-attempts=7",
					"resilience4j.retry.configs.shared.max-attempts=6",
					"resilience4j.retry.instances.other.base-config=shared")
			.run((context) -> {
				RetryRegistry registry = context.getBean(RetryRegistry.class);
				assertThat(registry.retry("any").getRetryConfig().getMaxAttempts()).isEqualTo(7);
				assertThat(registry.retry("other").getRetryConfig().getMaxAttempts()).isEqualTo(6);
				assertThat(registry.retry("third", "shared").getRetryConfig().getMaxAttempts()).isEqualTo(6);
			});
		Applications
			.ours("any", "resilience.defaults.retry.max-attempts=7", "resilience.policies.shared.retry.max-attempts=6",
					"resilience.policies.other.base=shared")
			.run((context) -> {
				assertThat(Applications.values(context, "any")).containsEntry("retry.max-attempts", "7");
				assertThat(Applications.values(context, "other")).containsEntry("retry.max-attempts", "6");
			});
	}

	@Test
	void listsAreReplacedOnBothSides() {
		Resilience4j
			.application("resilience4j.retry.configs.shared.ignore-exceptions=java.lang.IllegalStateException",
					"resilience4j.retry.instances.other.base-config=shared",
					"resilience4j.retry.instances.other.ignore-exceptions=java.io.IOException")
			.run((context) -> {
				RetryConfig retry = context.getBean(RetryRegistry.class).retry("other").getRetryConfig();
				assertThat(retry.getExceptionPredicate().test(new IllegalStateException())).isTrue();
				assertThat(retry.getExceptionPredicate().test(new IOException())).isFalse();
			});
		Applications.ours("any", "resilience.policies.shared.retry.abort-on=java.lang.IllegalStateException",
				"resilience.policies.other.base=shared", "resilience.policies.other.retry.abort-on=java.io.IOException")
			.run((context) -> assertThat(Applications.values(context, "other")).containsEntry("retry.abort-on",
					"[java.io.IOException]"));
	}

	@Test
	@Row(before = "exponential-backoff-multiplier of a circuit breaker", after = "circuit.open-duration-multiplier")
	void openDurationsGrow() {
		Resilience4j
			.application(BREAKER + "wait-duration-in-open-state=10s", BREAKER + "enable-exponential-backoff=true",
					BREAKER + "exponential-backoff-multiplier=2")
			.run((context) -> assertThat(
					breaker(context.getBean(CircuitBreakerRegistry.class)).getWaitIntervalFunctionInOpenState()
						.apply(3))
				.isEqualTo(40_000));
		here("circuit.open-duration=10s", "circuit.open-duration-multiplier=2.0", "circuit.open-duration-max=5m");
	}

	private static CircuitBreakerConfig breaker(CircuitBreakerRegistry registry) {
		return registry.circuitBreaker("any").getCircuitBreakerConfig();
	}

	/** Each is written into the policy, and holds there. */
	private static void here(String... keys) {
		String[] properties = new String[keys.length];
		Map<String, String> expected = new TreeMap<>();
		for (int i = 0; i < keys.length; i++) {
			properties[i] = "resilience.policies.any." + keys[i];
			expected.put(keys[i].substring(0, keys[i].indexOf('=')), keys[i].substring(keys[i].indexOf('=') + 1));
		}
		Applications.ours("any", properties)
			.run((context) -> assertThat(Applications.values(context, "any")).containsAllEntriesOf(expected));
	}

}
