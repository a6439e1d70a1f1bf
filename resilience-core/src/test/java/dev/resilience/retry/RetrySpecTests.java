package dev.resilience.retry;

import java.time.Duration;
import java.util.stream.Stream;

import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.policy.InvalidPolicyException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RetrySpecTests {

	@Test
	void hasTheDefaultsOfTheDocumentation() {
		RetrySpec spec = RetrySpec.DEFAULTS;

		assertThat(spec.maxAttempts()).isEqualTo(3);
		assertThat(spec.backoff().delay()).isEqualTo(Duration.ofMillis(100));
		assertThat(spec.backoff().multiplier()).isEqualTo(2.0);
		assertThat(spec.backoff().maxDelay()).isEqualTo(Duration.ofSeconds(10));
		assertThat(spec.backoff().jitter()).isEqualTo(0.5);
		assertThat(spec.retryOn().isEmpty()).isTrue();
		assertThat(spec.abortOn().isEmpty()).isTrue();
		assertThat(spec.retryOnResult()).isNull();
		assertThat(spec.retryAfterMax()).isEqualTo(Duration.ofSeconds(5));
		assertThat(spec.budget().ratio()).isEqualTo(0.2);
		assertThat(spec.budget().minPerSecond()).isEqualTo(10);
	}

	@Test
	void namesEverythingThatIsWrongAtOnce() {
		RetrySpecBuilder spec = RetrySpec.builder()
			.maxAttempts(0)
			.delay(Duration.ofMillis(-1))
			.multiplier(0.5)
			.maxDelay(Duration.ofSeconds(-1))
			.jitter(1.5)
			.retryAfterMax(Duration.ofSeconds(-5))
			.budgetRatio(-0.1)
			.budgetMinPerSecond(-1);

		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build)
			.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::key)
				.containsExactly("max-attempts", "backoff.delay", "backoff.multiplier", "backoff.max-delay",
						"backoff.jitter", "retry-after-max", "budget.ratio", "budget.min-per-second"))
			.withMessageContaining("retry.max-attempts is 0, it must be at least 1")
			.withMessageContaining("retry.backoff.jitter is 1.5, it must be between 0.0 and 1.0");
	}

	static Stream<RetrySpecBuilder> nonsense() {
		return Stream.of(RetrySpec.builder().multiplier(Double.NaN), RetrySpec.builder().jitter(Double.NaN),
				RetrySpec.builder().budgetRatio(Double.NaN), RetrySpec.builder().budgetRatio(1.01),
				RetrySpec.builder().multiplier(Double.POSITIVE_INFINITY),
				RetrySpec.builder().delay(Duration.ofSeconds(Long.MAX_VALUE)),
				RetrySpec.builder().retryAfterMax(Duration.ofDays(366)));
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	void refusesWhatCannotBeMeant(RetrySpecBuilder spec) {
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(spec::build)
			.satisfies((ex) -> assertThat(ex.problems()).hasSize(1));
	}

	@Test
	void allowsTheEndsOfTheRanges() {
		assertThatNoException().isThrownBy(() -> RetrySpec.builder()
			.maxAttempts(1)
			.delay(Duration.ZERO)
			.multiplier(1)
			.maxDelay(Duration.ofDays(365))
			.jitter(1)
			.budgetRatio(1)
			.budgetMinPerSecond(0)
			.retryAfterMax(Duration.ZERO)
			.build());
	}

}
