package dev.resilience.timelimit;

import java.time.Duration;
import java.util.stream.Stream;

import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.policy.InvalidPolicyException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimeLimitSpecTests {

	@Test
	void hasTheDefaultsOfTheDocumentation() {
		assertThat(TimeLimitSpec.DEFAULTS)
			.isEqualTo(new TimeLimitSpec(Duration.ofSeconds(30), null, true, RunOn.CALLER));
	}

	@Test
	void takesAShorterTotalForATimeoutThatIsLeftOut() {
		assertThat(TimeLimitSpec.builder().total(Duration.ofSeconds(5)).build().timeout())
			.isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void keepsTheUsualTimeoutBesideALongerTotal() {
		assertThat(TimeLimitSpec.builder().total(Duration.ofMinutes(2)).build().timeout())
			.isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void allowsATotalThatEqualsTheTimeout() {
		TimeLimitSpec spec = TimeLimitSpec.builder()
			.timeout(Duration.ofSeconds(2))
			.total(Duration.ofSeconds(2))
			.build();

		assertThat(spec.total()).isEqualTo(spec.timeout());
	}

	@Test
	void refusesATotalBelowTheTimeout() {
		TimeLimitSpecBuilder spec = TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).total(Duration.ofSeconds(1));

		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build)
			.withMessage("time-limit.total is 1s, it must be at least timeout, which is 2s");
	}

	@Test
	void namesEverythingThatIsWrongAtOnce() {
		TimeLimitSpecBuilder spec = TimeLimitSpec.builder().timeout(Duration.ZERO).total(Duration.ofSeconds(-1));

		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build)
			.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::key).contains("timeout", "total"));
	}

	static Stream<Duration> nonsense() {
		return Stream.of(Duration.ZERO, Duration.ofMillis(-5), Duration.ofDays(366), Duration.ofSeconds(Long.MAX_VALUE),
				Duration.ofSeconds(Long.MIN_VALUE));
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void refusesATimeoutThatCannotBeMeant(Duration timeout) {
		TimeLimitSpecBuilder spec = TimeLimitSpec.builder().timeout(timeout);

		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build);
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void refusesATotalThatCannotBeMeant(Duration total) {
		TimeLimitSpecBuilder spec = TimeLimitSpec.builder().total(total);

		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build)
			.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::key).containsExactly("total"));
	}

}
