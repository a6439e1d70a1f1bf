package dev.resilience.pipeline;

import java.io.IOException;
import java.util.List;

import dev.resilience.ScriptedWork;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureCategory;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineOrderTests {

	private final ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());

	@Test
	void makesACallWithItsRetriesOneVoteForItsCircuit() {
		ResilienceEngine engine = engine(List.of(PolicyKind.values()), true).build();

		assertThatThrownBy(() -> engine.policy("backend").call(this.work)).isInstanceOf(IOException.class);

		assertThat(this.work.calls()).isEqualTo(3);
		assertThat(engine.get("backend").snapshot().totals().failed()).isOne();
		assertThat(engine.find("backend").failures().of(FailureCategory.CONNECTION)).isEqualTo(3);
	}

	@Test
	void answersARefusalOfTheCircuitToo() {
		ResilienceEngine engine = engine(List.of(PolicyKind.values()), false).build();
		engine.get("backend").forceOpen();

		assertThat(engine.policy("backend").<String, RuntimeException>call(() -> "never")).isEqualTo("answer");
		assertThat(engine.find("backend").failures().of(FailureCategory.REJECTED)).isZero();
	}

	@Test
	void makesEachAttemptAVoteWhereTheCircuitStandsInside() {
		ResilienceEngine engine = engine(
				List.of(PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT), true)
			.build();

		assertThatThrownBy(() -> engine.policy("backend").call(this.work)).isInstanceOf(IOException.class);

		assertThat(engine.get("backend").snapshot().totals().failed()).isEqualTo(3);
	}

	@Test
	void hidesFailuresFromTheCircuitWhereTheFallbackStandsInside() throws Throwable {
		ResilienceEngine engine = engine(
				List.of(PolicyKind.CIRCUIT, PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.TIME_LIMIT), false)
			.build();

		assertThat(engine.policy("backend").call(this.work)).isEqualTo("answer");

		assertThat(engine.get("backend").snapshot().totals().succeeded()).isOne();
	}

	@Test
	void refusesAnOrderThatLacksOrRepeatsAKind() {
		List<List<PolicyKind>> wrong = List.of(List.of(), List.of(PolicyKind.RETRY),
				List.of(PolicyKind.RETRY, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.FALLBACK));

		assertThat(wrong).allSatisfy((order) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> ResilienceEngine.builder().order(order))
			.withMessageContaining("once"));
	}

	@ParameterizedTest
	@EnumSource(names = { "RETRY", "CIRCUIT", "FALLBACK" })
	void leavesOutAKindThatIsSwitchedOff(PolicyKind off) {
		PolicySpec spec = sections(false).off(off).build();
		ResilienceEngine engine = ResilienceEngine.builder().time(new ManualTime()).policy(spec).build();

		try {
			engine.policy("backend").call(this.work);
		}
		catch (Throwable ex) {
			assertThat(ex).isInstanceOf(IOException.class);
			assertThat(off).isEqualTo(PolicyKind.FALLBACK);
		}

		assertThat(this.work.calls()).isEqualTo((off == PolicyKind.RETRY) ? 1 : 3);
		assertThat(engine.all()).hasSize((off == PolicyKind.CIRCUIT) ? 0 : 1);
	}

	@Test
	void letsCallsStraightThroughWhereTheEngineIsDisabled() {
		IOException failure = new IOException();
		ResilienceEngine engine = engine(List.of(PolicyKind.values()), false).enabled(false).build();
		ScriptedWork failing = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> engine.policy("backend").call(failing)).isSameAs(failure);

		assertThat(failing.calls()).isOne();
		assertThat(engine.policy("backend").<String, RuntimeException>call(() -> "done")).isEqualTo("done");
		assertThat(engine.all()).isEmpty();
	}

	/** The last attempt opens a circuit that stands inside of the retry. */
	@Test
	void attemptsThatRunOutAreExhaustedWhateverTheCircuitDoes() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(new ManualTime())
			.order(List.of(PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT))
			.policy(PolicySpec.builder("backend")
				.retry(RetrySpec.builder().maxAttempts(3).build())
				.circuit(CircuitSpec.builder().failureThreshold(3).build())
				.build())
			.build();

		assertThatThrownBy(() -> engine.policy("backend").call(() -> {
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(engine.find("backend").retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	private static ResilienceEngineBuilder engine(List<PolicyKind> order, boolean withoutFallback) {
		return ResilienceEngine.builder().time(new ManualTime()).order(order).policy(sections(withoutFallback).build());
	}

	private static PolicySpec.Builder sections(boolean withoutFallback) {
		PolicySpec.Builder policy = PolicySpec.builder("backend")
			.retry(RetrySpec.DEFAULTS)
			.circuit(CircuitSpec.DEFAULTS)
			.fallback(FallbackSpec.of((type) -> "answer"));
		return withoutFallback ? policy.off(PolicyKind.FALLBACK) : policy;
	}

}
