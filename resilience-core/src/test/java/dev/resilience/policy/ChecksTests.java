package dev.resilience.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChecksTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, 0ms", "PT0.1S, 100ms", "PT1S, 1s", "PT1.5S, 1500ms", "PT60S, 1m", "PT90S, 90s", "PT2H, 2h",
			"P1D, 1d", "P365D, 365d", "PT0.0000005S, 500ns", "PT-5S, -5s", "PT-0.001S, -1ms", "P400D, 400d",
			"P200000D, 200000d" })
	void writesADurationAsAUserWould(Duration duration, String text) {
		assertThat(Checks.text(duration)).isEqualTo(text);
	}

	@Test
	void nothingWrongIsNothingToSay() {
		new Checks("retry").range("max-attempts", 3, 1, 10)
			.range("jitter", 0.5, 0.0, 1.0)
			.positive("delay", Duration.ofMillis(1))
			.notNegative("delay", Duration.ZERO)
			.that(true, "key", "value", "anything")
			.done();
	}

	@Test
	void tellsAllThatIsWrongInOneLine() {
		Checks checks = new Checks("retry").range("max-attempts", 0, 1, Integer.MAX_VALUE)
			.range("backoff.jitter", 1.5, 0.0, 1.0)
			.positive("backoff.max-delay", Duration.ZERO)
			.that(false, "backoff.delay", "5s", "at most backoff.max-delay");
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(checks::done)
			.withMessage("retry.max-attempts is 0, it must be at least 1; "
					+ "retry.backoff.jitter is 1.5, it must be between 0.0 and 1.0; "
					+ "retry.backoff.max-delay is 0ms, it must be at least 1us and at most 365d; "
					+ "retry.backoff.delay is 5s, it must be at most backoff.max-delay")
			.satisfies((thrown) -> assertThat(thrown.problems()).hasSize(4));
	}

	@Test
	void theExceptionIsAnIllegalArgument() {
		Checks checks = new Checks("retry").notNegative("delay", Duration.ofDays(366));
		assertThatIllegalArgumentException().isThrownBy(checks::done)
			.withMessage("retry.delay is 366d, it must be between 0ms and 365d");
	}

}
