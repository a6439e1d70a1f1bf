package dev.resilience.circuit;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.policy.InvalidPolicyException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CircuitSpecTests {

	private static final String A_DURATION = "at least 1us and at most 365d";

	@Test
	void hasTheDefaultsOfTheDocumentation() {
		CircuitSpec spec = CircuitSpec.DEFAULTS;
		assertThat(spec.failureThreshold()).isEqualTo(5);
		assertThat(spec.failureThresholdSpan()).isEqualTo(Duration.ofSeconds(1));
		assertThat(spec.failureRateThreshold()).isEqualTo(50);
		assertThat(spec.slowCallDuration()).isNull();
		assertThat(spec.slowCallRateThreshold()).isEqualTo(100);
		assertThat(spec.window()).isEqualTo(new CircuitSpec.Window(WindowType.COUNT, 100, Duration.ofSeconds(10), 20));
		assertThat(spec.openDuration()).isEqualTo(Duration.ofSeconds(60));
		assertThat(spec.openDurationMultiplier()).isEqualTo(1);
		assertThat(spec.openDurationMax()).isEqualTo(Duration.ofMinutes(10));
		assertThat(spec.halfOpen()).isEqualTo(new CircuitSpec.Probing(3, 2, Duration.ofSeconds(60)));
		assertThat(spec.record().isEmpty()).isTrue();
		assertThat(spec.ignore().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@MethodSource
	void aValueOutOfRangeIsNamedWithWhatIsAllowed(UnaryOperator<CircuitSpecBuilder> wrong, String key, String value,
			String allowed) {
		InvalidPolicyException thrown = invalid(wrong);
		assertThat(thrown.problems()).containsExactly(new Problem(key, value, allowed));
		assertThat(thrown).hasMessage("circuit." + key + " is " + value + ", it must be " + allowed);
	}

	static Stream<Arguments> aValueOutOfRangeIsNamedWithWhatIsAllowed() {
		Duration tooLong = Duration.ofDays(366);
		return Stream.of(wrong((spec) -> spec.failureThreshold(-1), "failure-threshold", "-1", "between 0 and 65535"),
				wrong((spec) -> spec.failureThreshold(65_536), "failure-threshold", "65536", "between 0 and 65535"),
				wrong((spec) -> spec.failureThresholdSpan(Duration.ofMillis(-1)), "failure-threshold-span", "-1ms",
						"between 0ms and 365d"),
				wrong((spec) -> spec.failureRateThreshold(-0.1), "failure-rate-threshold", "-0.1",
						"between 0.0 and 100.0"),
				wrong((spec) -> spec.failureRateThreshold(100.1), "failure-rate-threshold", "100.1",
						"between 0.0 and 100.0"),
				wrong((spec) -> spec.failureRateThreshold(Double.NaN), "failure-rate-threshold", "NaN",
						"between 0.0 and 100.0"),
				wrong((spec) -> spec.slowCallRateThreshold(101), "slow-call-rate-threshold", "101.0",
						"between 0.0 and 100.0"),
				wrong((spec) -> spec.slowCallDuration(Duration.ZERO), "slow-call-duration", "0ms", A_DURATION),
				wrong((spec) -> spec.windowSize(65_536), "window.size", "65536", "between 1 and 65535"),
				wrong((spec) -> spec.windowDuration(Duration.ZERO), "window.duration", "0ms", A_DURATION),
				wrong((spec) -> spec.minimumCalls(0), "window.minimum-calls", "0", "at least 1"),
				wrong((spec) -> spec.minimumCalls(101), "window.minimum-calls", "101",
						"at most window.size, which is 100, or no rate is ever computed"),
				wrong((spec) -> spec.windowSize(1).minimumCalls(2), "window.minimum-calls", "2",
						"at most window.size, which is 1, or no rate is ever computed"),
				wrong((spec) -> spec.openDuration(Duration.ZERO), "open-duration", "0ms", A_DURATION),
				wrong((spec) -> spec.openDuration(tooLong), "open-duration", "366d", A_DURATION),
				wrong((spec) -> spec.openDuration(Duration.ofSeconds(Long.MAX_VALUE)), "open-duration",
						"106751991167300d", A_DURATION),
				wrong((spec) -> spec.openDurationMultiplier(0.9), "open-duration-multiplier", "0.9", "at least 1.0"),
				wrong((spec) -> spec.openDurationMultiplier(Double.POSITIVE_INFINITY), "open-duration-multiplier",
						"Infinity", "at least 1.0"),
				wrong((spec) -> spec.openDurationMax(Duration.ofMillis(-5)), "open-duration-max", "-5ms", A_DURATION),
				wrong((spec) -> spec.permittedCalls(0), "half-open.permitted-calls", "0", "between 1 and 10000"),
				wrong((spec) -> spec.permittedCalls(10_001), "half-open.permitted-calls", "10001",
						"between 1 and 10000"),
				wrong((spec) -> spec.successThreshold(0), "half-open.success-threshold", "0", "at least 1"),
				wrong((spec) -> spec.maxDuration(Duration.ZERO), "half-open.max-duration", "0ms", A_DURATION));
	}

	@Test
	void allMistakesAreToldAtOnce() {
		InvalidPolicyException thrown = invalid((spec) -> spec.failureThreshold(-1)
			.failureThresholdSpan(Duration.ofSeconds(-2))
			.failureRateThreshold(200)
			.slowCallDuration(Duration.ofSeconds(-3))
			.slowCallRateThreshold(-4)
			.windowSize(0)
			.windowDuration(Duration.ZERO)
			.minimumCalls(0)
			.openDuration(Duration.ZERO)
			.openDurationMultiplier(0)
			.openDurationMax(Duration.ZERO)
			.permittedCalls(0)
			.successThreshold(0)
			.maxDuration(Duration.ZERO));
		assertThat(thrown.problems()).extracting(Problem::key)
			.containsExactlyInAnyOrder("failure-threshold", "failure-threshold-span", "failure-rate-threshold",
					"slow-call-duration", "slow-call-rate-threshold", "window.size", "window.duration",
					"window.minimum-calls", "open-duration", "open-duration-multiplier", "open-duration-max",
					"half-open.permitted-calls", "half-open.success-threshold", "half-open.max-duration");
	}

	@Test
	void theBordersAreAllowed() {
		CircuitSpec.builder()
			.failureThreshold(65_535)
			.failureThresholdSpan(Duration.ZERO)
			.failureRateThreshold(100)
			.slowCallRateThreshold(0)
			.windowSize(65_535)
			.minimumCalls(65_535)
			.openDuration(Duration.ofDays(365))
			.openDurationMultiplier(1)
			.permittedCalls(10_000)
			.successThreshold(Integer.MAX_VALUE)
			.build();
		CircuitSpec.builder()
			.failureThreshold(0)
			.failureRateThreshold(0)
			.slowCallRateThreshold(100)
			.windowSize(1)
			.minimumCalls(1)
			.permittedCalls(1)
			.successThreshold(1)
			.build();
	}

	@Test
	void leftOutTheMinimumFollowsACountWindowsSizeDownwards() {
		assertThat(CircuitSpec.builder().windowSize(1).build().window().minimumCalls()).isEqualTo(1);
		assertThat(CircuitSpec.builder().windowSize(19).build().window().minimumCalls()).isEqualTo(19);
		assertThat(CircuitSpec.builder().windowSize(21).build().window().minimumCalls()).isEqualTo(20);
		assertThat(CircuitSpec.builder().windowSize(5).windowType(WindowType.TIME).build().window().minimumCalls())
			.isEqualTo(20);
	}

	@Test
	void ofATimeWindowTheMinimumMayBeAboveTheSize() {
		CircuitSpec spec = CircuitSpec.builder().windowType(WindowType.TIME).minimumCalls(1_000_000).build();
		assertThat(spec.window().minimumCalls()).isEqualTo(1_000_000);
	}

	private static Arguments wrong(UnaryOperator<CircuitSpecBuilder> wrong, String key, String value, String allowed) {
		return Arguments.of(wrong, key, value, allowed);
	}

	private static InvalidPolicyException invalid(UnaryOperator<CircuitSpecBuilder> wrong) {
		InvalidPolicyException thrown = catchThrowableOfType(InvalidPolicyException.class,
				() -> wrong.apply(CircuitSpec.builder()).build());
		assertThat(thrown).isNotNull();
		return thrown;
	}

}
