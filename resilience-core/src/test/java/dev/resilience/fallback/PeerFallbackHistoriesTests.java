package dev.resilience.fallback;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.resilience.CallContext;
import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ScriptedWork;
import dev.resilience.ThrowingSupplier;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.RecordedEvents;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.failure.CauseThrows;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Histories that other libraries hold their fallbacks to. */
class PeerFallbackHistoriesTests {

	private final ManualTime time = new ManualTime();

	private final RecordedEvents events = new RecordedEvents();

	private final AtomicInteger answers = new AtomicInteger();

	private final FallbackSpec answer = FallbackSpec.of((type) -> "answer " + this.answers.incrementAndGet());

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	static Stream<Arguments> hierarchies() {
		FailureTypes ends = FailureTypes.of(Upper.class, Lower.class);
		FailureTypes middle = FailureTypes.of(Middle.class);
		FailureTypes all = FailureTypes.of(Throwable.class);
		return Stream.of(arguments(ends, middle, new Upper(), true), arguments(ends, middle, new Middle(), false),
				arguments(ends, middle, new Lower(), false), arguments(ends, middle, new RuntimeException(), false),
				arguments(middle, ends, new Middle(), false),
				arguments(middle, FailureTypes.of(Lower.class), new Middle(), true),
				arguments(middle, FailureTypes.of(Lower.class), new Lower(), false),
				arguments(middle, FailureTypes.of(Lower.class), new Upper(), false),
				arguments(all, FailureTypes.NONE, new Error(), false),
				arguments(all, FailureTypes.NONE, new Throwable(), true),
				arguments(all, middle, new ExecutionException(new Lower()), false),
				arguments(middle, FailureTypes.NONE, new CompletionException(new Lower()), true));
	}

	/** MicroProfile: FallbackExceptionHierarchyTest. */
	@ParameterizedTest
	@MethodSource("hierarchies")
	void whatIsSkippedIsSkippedHoweverNearWhatIsAnswered(FailureTypes on, FailureTypes skipOn, Throwable failure,
			boolean answered) throws Throwable {
		FallbackFixture fixture = new FallbackFixture(new FallbackSpec(on, skipOn, (type) -> "answer"));
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		if (answered) {
			assertThat(fixture.call(work)).isEqualTo("answer");
		}
		else {
			assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);
		}
		assertThat(fixture.calls(FallbackOutcome.USED)).isEqualTo(answered ? 1 : 0);
	}

	/** MicroProfile: FallbackTest.testFallbackSuccess; Failsafe: Issue55Test. */
	@Test
	void answersOnceWhenAttemptsHaveRunOutAndNotBefore() throws Throwable {
		ResilienceEngine engine = engine(policy("backend").retry(retry(3)));
		ScriptedWork once = ScriptedWork.failing(new IOException());
		ScriptedWork always = ScriptedWork.alwaysFailing(new IOException());

		assertThat(engine.policy("backend").call(once)).isEqualTo("done");
		assertThat(this.answers).hasValue(0);
		assertThat(engine.policy("backend").call(always)).isEqualTo("answer 1");

		assertThat(always.calls()).isEqualTo(3);
		assertThat(this.answers).hasValue(1);
		List<ResilienceEvent> told = this.events.all();
		assertThat(told.get(told.size() - 2)).isInstanceOf(RetryGaveUp.class);
		assertThat(told.get(told.size() - 1)).isInstanceOf(FallbackUsed.class);
	}

	/** Failsafe: Issue84Test, testFallbackCircuitBreakerOpen. */
	@Test
	void answersEveryRefusalWithoutAVote() throws Throwable {
		ResilienceEngine engine = engine(
				policy("backend").circuit(CircuitSpec.builder().failureThreshold(1).build()).retry(retry(2)));
		engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException()));
		assertThat(engine.get("backend").state()).isEqualTo(CircuitState.OPEN);

		for (int i = 2; i <= 4; i++) {
			Object result = engine.policy("backend").call(() -> "never");
			assertThat(result).isEqualTo("answer " + i);
		}

		assertThat(engine.get("backend").snapshot().totals().rejected()).isEqualTo(3);
		assertThat(engine.get("backend").snapshot().totals().succeeded()).isZero();
		assertThat(this.events.of(FallbackUsed.class)).last()
			.satisfies((told) -> assertThat(told.failure().type()).isEqualTo(CircuitOpenException.class.getName()));
	}

	/** Failsafe: Issue84Test; a fallback keeps no circuit from opening. */
	@Test
	void whatIsAnsweredHasVotedAndOpensTheCircuit() throws Throwable {
		ResilienceEngine engine = engine(policy("backend").circuit(CircuitSpec.builder().failureThreshold(3).build()));

		for (int i = 0; i < 3; i++) {
			engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException()));
		}

		assertThat(this.answers).hasValue(3);
		assertThat(engine.get("backend").state()).isEqualTo(CircuitState.OPEN);
	}

	/**
	 * Failsafe: testRetryPolicyFallback; within the retry it answers the first attempt.
	 */
	@Test
	void answersEachAttemptWhereItStandsWithinTheRetry() throws Throwable {
		List<PolicyKind> order = List.of(PolicyKind.CIRCUIT, PolicyKind.RETRY, PolicyKind.FALLBACK,
				PolicyKind.TIME_LIMIT);
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(this.time)
			.order(order)
			.policy(policy("backend").retry(retry(3)).circuit(CircuitSpec.DEFAULTS).build())
			.build();
		ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());

		assertThat(engine.policy("backend").call(work)).isEqualTo("answer 1");

		assertThat(work.calls()).isOne();
		assertThat(engine.find("backend").retry().calls(RetryOutcome.FIRST_TRY)).isOne();
		assertThat(engine.get("backend").snapshot().totals().succeeded()).isOne();
	}

	/** Failsafe: Issue267Test; the inner answers, the outer is not asked. */
	@Test
	void theInnermostFallbackThatAcceptsTheFailureAnswers() throws Throwable {
		AtomicInteger outer = new AtomicInteger();
		ResilienceEngine engine = engine(policy("inner"),
				PolicySpec.builder("outer").fallback(FallbackSpec.of((type) -> "outer " + outer.incrementAndGet())));

		assertThat(nested(engine, ScriptedWork.alwaysFailing(new IOException()))).isEqualTo("answer 1");
		assertThat(outer).hasValue(0);
	}

	/**
	 * Failsafe: shouldFallbackOfException; what the inner fallback throws is answered.
	 */
	@Test
	void theOuterFallbackAnswersWhatTheInnerThrows() throws Throwable {
		IllegalStateException thrown = new IllegalStateException();
		List<String> outer = new ArrayList<>();
		ResilienceEngine engine = engine(PolicySpec.builder("inner").fallback(FallbackSpec.of((type) -> {
			throw thrown;
		})), PolicySpec.builder("outer").fallback(FallbackSpec.of((type) -> {
			outer.add(CallContext.current().policy());
			return "outer";
		})));

		assertThat(nested(engine, ScriptedWork.alwaysFailing(new IOException()))).isEqualTo("outer");

		assertThat(outer).containsExactly("outer");
		assertThat(engine.find("inner").fallback().calls(FallbackOutcome.FAILED)).isOne();
		assertThat(engine.find("outer").fallback().calls(FallbackOutcome.USED)).isOne();
		assertThat(thrown).hasNoCause().hasNoSuppressedExceptions();
	}

	/** Failsafe: Issue177Test; null is an answer. */
	@Test
	void nullIsAnAnswer() throws Throwable {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").fallback(FallbackSpec.of((type) -> null)));

		Object result = engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException()));

		assertThat(result).isNull();
		assertThat(engine.find("backend").fallback().calls(FallbackOutcome.USED)).isOne();
	}

	/** A result that was refused to the end is a result: nothing to answer. */
	@Test
	void aResultThatAttemptsRanOutOnIsNotAnswered() throws Throwable {
		RetrySpec retry = RetrySpec.builder().delay(Duration.ZERO).retryOnResult("pending"::equals).build();
		ResilienceEngine engine = engine(policy("backend").retry(retry));

		Object result = engine.policy("backend").call(() -> "pending");

		assertThat(result).isEqualTo("pending");
		assertThat(this.answers).hasValue(0);
	}

	/**
	 * The call was interrupted from outside and failed of it: the flag is for the caller.
	 */
	@Test
	void keepsAnInterruptThatIsNotOurs() throws Throwable {
		ResilienceEngine engine = engine(policy("backend").retry(retry(3)));

		Object result = engine.policy("backend").call(() -> {
			Thread.currentThread().interrupt();
			throw new IOException();
		});

		assertThat(result).isEqualTo("answer 1");
		assertThat(Thread.interrupted()).isTrue();
	}

	/**
	 * A fallback that asks the same policy again, and is refused or answered like anyone.
	 */
	@Test
	void aFallbackThatCallsItsOwnPolicyIsACallOfItsOwn() throws Throwable {
		AtomicInteger depth = new AtomicInteger();
		ResilienceEngine[] engine = new ResilienceEngine[1];
		engine[0] = engine(PolicySpec.builder("backend")
			.circuit(CircuitSpec.builder().failureThreshold(3).build())
			.fallback(FallbackSpec.of((type) -> (depth.incrementAndGet() < 5) ? failAgain(engine[0]) : "bottom")));

		assertThat(failAgain(engine[0])).isEqualTo("bottom");

		assertThat(depth).hasValue(5);
		assertThat(engine[0].get("backend").state()).isEqualTo(CircuitState.OPEN);
		assertThat(engine[0].get("backend").snapshot().totals().failed()).isEqualTo(3);
		assertThat(engine[0].get("backend").snapshot().totals().rejected()).isEqualTo(2);
		assertThat(engine[0].find("backend").fallback().calls(FallbackOutcome.USED)).isEqualTo(5);
	}

	/** A failure that cannot tell its cause is a failure like any other. */
	@Test
	void answersAFailureWhoseCauseThrows() throws Throwable {
		ResilienceEngine engine = engine(policy("backend"));

		Object result = engine.policy("backend").call(ScriptedWork.alwaysFailing(new CauseThrows()));

		assertThat(result).isEqualTo("answer 1");
		assertThat(this.events.of(FallbackUsed.class)).singleElement()
			.satisfies((told) -> assertThat(told.failure().type()).isEqualTo(CauseThrows.class.getName()));
	}

	/** MicroProfile: DisableTest; each kind alone. */
	@ParameterizedTest
	@EnumSource(PolicyKind.class)
	void aKindThatIsSwitchedOffDoesNothingAndTheOthersGoOn(PolicyKind off) throws Throwable {
		ResilienceEngine engine = engine(
				policy("backend").retry(retry(3)).circuit(CircuitSpec.builder().failureThreshold(2).build()).off(off));
		ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());

		for (int i = 0; i < 3; i++) {
			if (off == PolicyKind.FALLBACK) {
				assertThatThrownBy(() -> engine.policy("backend").call(work));
			}
			else {
				assertThat(engine.policy("backend").call(work)).isEqualTo("answer " + (i + 1));
			}
		}

		assertThat(work.calls()).isEqualTo((off == PolicyKind.RETRY) ? 2 : (off == PolicyKind.CIRCUIT) ? 9 : 6);
	}

	/** MicroProfile: DisableFTEnableGloballyTest; everything off. */
	@Test
	void nothingIsDoneWhereTheEngineIsSwitchedOff() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.enabled(false)
			.policy(policy("backend").retry(retry(3))
				.circuit(CircuitSpec.builder().failureThreshold(1).build())
				.build())
			.build();
		IOException failure = new IOException();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		for (int i = 0; i < 3; i++) {
			assertThatThrownBy(() -> engine.policy("backend").call(work)).isSameAs(failure);
		}

		assertThat(work.calls()).isEqualTo(3);
		assertThat(this.answers).hasValue(0);
	}

	private static Object failAgain(ResilienceEngine engine) {
		return engine.policy("backend").call(() -> {
			throw new IllegalStateException();
		});
	}

	private static Object nested(ResilienceEngine engine, ThrowingSupplier<Object, Throwable> work) throws Throwable {
		return engine.policy("outer").call(() -> engine.policy("inner").call(work));
	}

	private PolicySpec.Builder policy(String name) {
		return PolicySpec.builder(name).fallback(this.answer);
	}

	private static RetrySpec retry(int attempts) {
		return RetrySpec.builder().maxAttempts(attempts).delay(Duration.ZERO).build();
	}

	private ResilienceEngine engine(PolicySpec.Builder... policies) {
		var builder = ResilienceEngine.builder().time(this.time).listeners(() -> List.of(this.events));
		for (PolicySpec.Builder policy : policies) {
			builder.policy(policy.build());
		}
		return builder.build();
	}

	/** The uppermost of a family of failures. */
	private static class Upper extends Exception {

	}

	private static class Middle extends Upper {

	}

	private static final class Lower extends Middle {

	}

}
