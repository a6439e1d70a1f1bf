package dev.resilience.retry;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.resilience.CallContext;
import dev.resilience.ScriptedWork;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.CauseThrows;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Histories that other libraries hold their retries to. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerRetryHistoriesTests {

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	static Stream<Arguments> hierarchies() {
		FailureTypes ends = FailureTypes.of(Upper.class, Lower.class);
		FailureTypes none = FailureTypes.NONE;
		FailureTypes middle = FailureTypes.of(Middle.class);
		return Stream.of(arguments(ends, middle, new Upper(), 3), arguments(ends, middle, new Middle(), 1),
				arguments(ends, middle, new Lower(), 1), arguments(ends, middle, new RuntimeException(), 1),
				arguments(ends, middle, new Error(), 1), arguments(middle, ends, new Middle(), 1),
				arguments(middle, FailureTypes.of(Lower.class), new Middle(), 3),
				arguments(middle, FailureTypes.of(Lower.class), new Lower(), 1),
				arguments(middle, FailureTypes.of(Lower.class), new Upper(), 1),
				arguments(none, middle, new Upper(), 3), arguments(none, middle, new Lower(), 1),
				arguments(FailureTypes.of(Throwable.class), none, new Error(), 1),
				arguments(FailureTypes.of(Throwable.class), none, new InterruptedException(), 1),
				arguments(FailureTypes.of(Throwable.class), none, new IllegalArgumentException(), 3),
				arguments(FailureTypes.of(Error.class), none, new AssertionError(), 1),
				arguments(FailureTypes.of(Error.class, AssertionError.class), none, new AssertionError(), 3),
				arguments(FailureTypes.of(AssertionError.class), FailureTypes.of(Error.class), new AssertionError(), 1),
				arguments(middle, none, new ExecutionException(new Lower()), 3),
				arguments(middle, none, new CompletionException(new Upper()), 1));
	}

	/** MicroProfile: RetryExceptionHierarchyTest, RetryConditionTest. */
	@ParameterizedTest
	@MethodSource("hierarchies")
	void whatAbortsAbortsHoweverNearWhatIsRetried(FailureTypes retryOn, FailureTypes abortOn, Throwable failure,
			int attempts) {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryOn(retryOn).abortOn(abortOn));
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);

		assertThat(work.calls()).isEqualTo(attempts);
		assertThat(failure.getSuppressed()).isEmpty();
	}

	/** Failsafe: shouldThrowOnNonRetriableFailure. */
	@Test
	void aFailureThatIsNotRetriedEndsACallThatHasBeenRetried() {
		RetryFixture fixture = new RetryFixture(
				RetryFixture.exact().maxAttempts(100).retryOn(FailureTypes.of(IllegalStateException.class)));
		IllegalArgumentException last = new IllegalArgumentException();
		ScriptedWork work = ScriptedWork.failing(new IllegalStateException(), new IllegalStateException(), last);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(last);

		assertThat(work.calls()).isEqualTo(3);
		assertThat(fixture.retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(fixture.events.of(RetryScheduled.class)).hasSize(2);
		assertThat(fixture.events.of(RetryGaveUp.class)).isEmpty();
	}

	/** Failsafe: Issue36Test, Issue146Test. */
	@Test
	void tellsOfEveryRetryOfAResultAndOnceThatItGaveUp() throws Throwable {
		RetryFixture fixture = new RetryFixture(
				RetryFixture.exact().maxAttempts(4).retryOnResult((result) -> result == null));

		Object result = fixture.call(() -> null);

		assertThat(result).isNull();
		assertThat(fixture.events.of(RetryScheduled.class)).extracting(RetryScheduled::attempt)
			.containsExactly(1, 2, 3);
		assertThat(fixture.events.of(RetryGaveUp.class)).singleElement()
			.satisfies((told) -> assertThat(told.attempts()).isEqualTo(4));
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	/** Failsafe: Issue131Test, Issue240Test; a predicate for results sees no failure. */
	@Test
	void thePredicateOfResultsIsNeverAskedAboutAFailure() {
		List<Object> asked = new ArrayList<>();
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryOnResult(asked::add));

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IOException())))
			.isInstanceOf(IOException.class);

		assertThat(asked).isEmpty();
	}

	/** resilience4j: shouldReturnAfterThreeAttemptsAndRecoverWithResult. */
	@Test
	void failuresAndRefusedResultsShareTheAttempts() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryOnResult("Hello world"::equals));
		IOException last = new IOException("last");
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			if (attempts.incrementAndGet() == 2) {
				return "Hello world";
			}
			throw last;
		})).isSameAs(last);

		assertThat(attempts).hasValue(3);
		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
	}

	/** Failsafe: testNestedRetryPoliciesWhereInnerIsExceeded. */
	@Test
	void theOuterRetryGoesOnWhereTheInnerHasGivenUp() throws Throwable {
		ManualTime time = new ManualTime();
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(time)
			.policy(PolicySpec.builder("inner").retry(RetryFixture.exact().maxAttempts(2).build()).build())
			.policy(PolicySpec.builder("outer").retry(RetryFixture.exact().maxAttempts(11).build()).build())
			.build();
		List<String> attempts = new ArrayList<>();

		Object result = engine.policy("outer").call(() -> {
			int outer = CallContext.current().attempt();
			String inner = engine.policy("inner").call(() -> {
				attempts.add(outer + "." + CallContext.current().attempt());
				if (attempts.size() <= 5) {
					throw new IllegalStateException();
				}
				return "done";
			});
			assertThat(CallContext.current().attempt()).isEqualTo(outer);
			assertThat(CallContext.current().policy()).isEqualTo("outer");
			return inner;
		});

		assertThat(result).isEqualTo("done");
		assertThat(attempts).containsExactly("1.1", "1.2", "2.1", "2.2", "3.1", "3.2");
		assertThat(engine.find("inner").retry().calls(RetryOutcome.EXHAUSTED)).isEqualTo(2);
		assertThat(engine.find("inner").retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
		assertThat(engine.find("outer").retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
		assertThat(CallContext.current()).isNull();
	}

	/** A method that calls itself through its own policy: attempts multiply. */
	@Test
	void aRecursionMakesTheAttemptsOfEveryLevel() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().delay(Duration.ZERO).budgetRatio(1));
		AtomicInteger innermost = new AtomicInteger();
		IOException failure = new IOException();

		assertThatThrownBy(() -> recurse(fixture, 3, innermost, failure)).isSameAs(failure);

		assertThat(innermost).hasValue(27);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isEqualTo(1 + 3 + 9);
		assertThat(fixture.retry().retries()).isEqualTo(2 + 6 + 18);
	}

	/** Failsafe: Issue192Test, three policies and one failure that only one retries. */
	@Test
	void onlyThePolicyThatRetriesTheFailureMakesAttempts() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(new ManualTime())
			.policy(only("upper", Upper.class, 6))
			.policy(only("connect", ConnectException.class, 4))
			.policy(only("timeout", TimeoutException.class, 3))
			.build();
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> engine.policy("upper")
			.call(() -> engine.policy("connect").call(() -> engine.policy("timeout").call(() -> {
				attempts.incrementAndGet();
				throw new ConnectException();
			})))).isInstanceOf(ConnectException.class);

		assertThat(attempts).hasValue(4);
		assertThat(engine.find("upper").retry().retries()).isZero();
		assertThat(engine.find("connect").retry().retries()).isEqualTo(3);
		assertThat(engine.find("timeout").retry().retries()).isZero();
	}

	/**
	 * The last attempt has failed; a flag that is up does not change that they ran out.
	 */
	@Test
	void attemptsThatRanOutAreExhaustedOnAnInterruptedThreadToo() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			if (attempts.incrementAndGet() == 3) {
				Thread.currentThread().interrupt();
			}
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(attempts).hasValue(3);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	/** As it is for failures: the last result has been refused, and attempts ran out. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void attemptsThatRanOutAreExhaustedWhereTheCircuitOpensDuringTheLast(boolean results) throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryOnResult("pending"::equals),
				(policy) -> policy.circuit(CircuitSpec.DEFAULTS));
		AtomicInteger attempts = new AtomicInteger();
		try {
			fixture.call(() -> {
				if (attempts.incrementAndGet() == 3) {
					fixture.engine.get("backend").forceOpen();
				}
				if (results) {
					return "pending";
				}
				throw new IOException();
			});
		}
		catch (IOException expected) {
			assertThat(results).isFalse();
		}

		assertThat(attempts).hasValue(3);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	/** What a failure brings along is what it brings along afterwards. */
	@Test
	void theSuppressedOfAFailureStayAsTheyAreHoweverOftenItIsThrown() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		IOException failure = new IOException("once", new ConnectException());
		failure.addSuppressed(new IllegalStateException());

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(failure))).isSameAs(failure);

		assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(failure.getCause()).isInstanceOf(ConnectException.class).hasNoCause();
	}

	/** A failure that cannot even tell its cause is retried like any other. */
	@Test
	void aFailureWhoseCauseThrowsIsRetriedAndReachesTheCaller() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		RuntimeException failure = new CauseThrows();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> fixture.call(work)).matches((thrown) -> thrown == failure, "is the failure itself");

		assertThat(work.calls()).isEqualTo(3);
	}

	private static Object recurse(RetryFixture fixture, int levels, AtomicInteger innermost, IOException failure)
			throws IOException {
		if (levels == 0) {
			innermost.incrementAndGet();
			throw failure;
		}
		return fixture.call(() -> recurse(fixture, levels - 1, innermost, failure));
	}

	private static PolicySpec only(String name, Class<? extends Throwable> type, int attempts) {
		return PolicySpec.builder(name)
			.retry(RetryFixture.exact().maxAttempts(attempts).retryOn(FailureTypes.of(type)).build())
			.build();
	}

	/** The uppermost of a family of failures. */
	private static class Upper extends Exception {

	}

	private static class Middle extends Upper {

	}

	private static final class Lower extends Middle {

	}

}
