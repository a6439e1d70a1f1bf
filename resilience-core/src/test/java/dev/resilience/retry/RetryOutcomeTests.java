package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.ScriptedWork;
import dev.resilience.async.AsyncFixture;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryOutcomeTests {

	@Test
	void countsNothingAtFirst() {
		assertThat(outcomes(new RetryFixture(RetryFixture.exact()))).isEmpty();
	}

	@Test
	void countsTheFirstTry() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.returning("done"));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.FIRST_TRY, 1L));
		assertThat(fixture.retry().retries()).isZero();
		assertThat(fixture.events.all()).isEmpty();
	}

	@Test
	void countsASuccessAfterARetry() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new IOException(), new IOException()));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.AFTER_RETRY, 1L));
		assertThat(fixture.retry().retries()).isEqualTo(2);
		assertThat(fixture.events.all()).extracting(ResilienceEvent::code).containsExactly("RETRY", "RETRY");
	}

	@Test
	void countsAttemptsThatRanOut() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IOException())));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.EXHAUSTED, 1L));
		assertThat(fixture.retry().retries()).isEqualTo(2);
		assertThat(fixture.events.of(RetryScheduled.class)).extracting(RetryScheduled::attempt).containsExactly(1, 2);
		assertThat(fixture.events.of(RetryGaveUp.class)).singleElement().satisfies((event) -> {
			assertThat(event.code()).isEqualTo("RETRY_EXHAUSTED");
			assertThat(event.attempts()).isEqualTo(3);
		});
	}

	@Test
	void countsABudgetThatIsSpent() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().budgetRatio(0).budgetMinPerSecond(0));

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IOException())));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.BUDGET_SPENT, 1L));
	}

	@Test
	void countsACallThatAPermanentFailureEnded() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		assertThatThrownBy(() -> fixture.call(ScriptedWork.failing(new IOException(), new IllegalArgumentException())));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.ABORTED, 1L));
		assertThat(fixture.retry().retries()).isOne();
		assertThat(fixture.events.of(RetryGaveUp.class)).isEmpty();
	}

	@Test
	void countsAPermanentFailureOfTheLastAttemptAsAborted() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().maxAttempts(1));

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IllegalArgumentException())));

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.ABORTED, 1L));
	}

	@Test
	void countsACallThatItsCircuitEnded() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact(), (policy) -> policy.circuit(CircuitSpec.DEFAULTS));
		IOException failure = new IOException();

		assertThatThrownBy(() -> fixture.call(() -> {
			fixture.engine.get("backend").forceOpen();
			throw failure;
		})).isSameAs(failure);

		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.ABORTED, 1L));
		assertThat(fixture.waits()).isEmpty();
	}

	@Test
	void makesNoFurtherAttemptOnceAnotherCallHasOpenedTheCircuit() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact(),
				(policy) -> policy.circuit(CircuitSpec.builder().failureThreshold(1).build()));
		ScriptedWork other = ScriptedWork.alwaysFailing(new IOException());
		ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());

		assertThatThrownBy(() -> fixture.call(() -> {
			assertThatThrownBy(() -> fixture.call(other));
			return work.get();
		})).isInstanceOf(IOException.class);

		assertThat(other.calls()).isEqualTo(3);
		assertThat(work.calls()).isOne();
		assertThat(outcomes(fixture)).isEqualTo(Map.of(RetryOutcome.EXHAUSTED, 1L, RetryOutcome.ABORTED, 1L));
	}

	@Test
	void makesNoFurtherAttemptOnceTheCircuitIsOpenAtTheEndOfTheWait() {
		AtomicReference<Circuit> circuit = new AtomicReference<>();
		ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());
		try (AsyncFixture fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.attempts(3)).circuit(CircuitSpec.DEFAULTS),
				(engine) -> engine.listeners(() -> List.of((event) -> {
					if (event instanceof RetryScheduled) {
						circuit.get().forceOpen();
					}
				})))) {
			circuit.set(fixture.circuit());

			assertThatThrownBy(() -> fixture.engine.policy("backend").call(work)).isInstanceOf(IOException.class);

			assertThat(fixture.time.waits()).containsExactly(Duration.ofSeconds(1));
			assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		}
		assertThat(work.calls()).isOne();
	}

	@Test
	void namesTheOutcomesAsMetersHaveThem() {
		assertThat(RetryOutcome.values()).extracting(RetryOutcome::tag)
			.containsExactly("first_try", "after_retry", "exhausted", "budget_spent", "aborted");
	}

	private static Map<RetryOutcome, Long> outcomes(RetryFixture fixture) {
		Map<RetryOutcome, Long> outcomes = new EnumMap<>(RetryOutcome.class);
		Arrays.stream(RetryOutcome.values())
			.filter((outcome) -> fixture.retry().calls(outcome) > 0)
			.forEach((outcome) -> outcomes.put(outcome, fixture.retry().calls(outcome)));
		return outcomes;
	}

}
