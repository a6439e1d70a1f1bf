package dev.resilience.history;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Histories find what is wrong, and tell it shortly. */
class SearchTests {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "LATER" })
	void anEngineThatOpensAFailureTooLateIsFoundByTwoCalls(Form form) {
		Setup modelled = circuit(form, 2);
		History history = History.random(modelled, 300, new Random(1));

		Search.Found found = Search.in(history, circuit(form, 3), PATIENCE);

		assertThat(found).isNotNull();
		assertThat(found.history().steps()).hasSize(4);
		assertThat(found.toString()).contains("circuit: expected OPEN, was CLOSED", "TRANSIENT", "failureThreshold=2");
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, 99", "PLAIN, 101", "LATER, 99", "LATER, 101" })
	void anEngineThatWaitsAMillisecondTooLongOrTooShortIsFoundByOneCall(Form form, long delay) {
		History history = History.random(retry(form, 100), 300, new Random(1));

		Search.Found found = Search.in(history, retry(form, delay), PATIENCE);

		assertThat(found).isNotNull();
		assertThat(found.history().steps()).hasSize(2);
		assertThat(found.toString()).contains("waits until");
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, 99", "PLAIN, 101", "WORKER, 99", "WORKER, 101", "LATER, 99", "LATER, 101" })
	void aLimitThatIsAMillisecondTooShortOrTooLongIsFound(Form form, long timeout) {
		History history = History.random(limit(form, 100), 300, new Random(1));

		Search.Found found = Search.in(history, limit(form, timeout), PATIENCE);

		assertThat(found).isNotNull();
		assertThat(found.history().steps()).hasSize(1);
	}

	@Test
	void whatDoesNotMatterIsLeftOut() {
		List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();

		assertThat(Shrinker.shrink(numbers, (some) -> some.containsAll(List.of(3, 500, 998)))).containsExactly(3, 500,
				998);
	}

	private static Setup circuit(Form form, int threshold) {
		CircuitSpec spec = CircuitSpec.builder().failureThreshold(threshold).failureRateThreshold(0).build();
		return new Setup(form, EnumSet.of(PolicyKind.CIRCUIT), PolicySpec.builder(Setup.POLICY).circuit(spec).build(),
				true);
	}

	private static Setup limit(Form form, long timeout) {
		TimeLimitSpec spec = TimeLimitSpec.builder()
			.timeout(Duration.ofMillis(timeout))
			.runOn(form.onWorker() ? RunOn.WORKER : RunOn.CALLER)
			.build();
		return new Setup(form, EnumSet.of(PolicyKind.TIME_LIMIT),
				PolicySpec.builder(Setup.POLICY).timeLimit(spec).build(), true);
	}

	private static Setup retry(Form form, long delay) {
		RetrySpec spec = RetrySpec.builder().delay(Duration.ofMillis(delay)).jitter(0).budgetRatio(1).build();
		return new Setup(form, EnumSet.of(PolicyKind.RETRY), PolicySpec.builder(Setup.POLICY).retry(spec).build(),
				true);
	}

}
