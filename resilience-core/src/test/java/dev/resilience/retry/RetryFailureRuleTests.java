package dev.resilience.retry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.resilience.ScriptedWork;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureTypes;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryFailureRuleTests {

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	static Stream<Throwable> notTransient() {
		return Stream.of(new IllegalArgumentException(), new NullPointerException(),
				new UnsupportedOperationException(), new InterruptedException(), new CancellationException(),
				new OutOfMemoryError(), new AssertionError(), new CompletionException(new StackOverflowError()),
				new ExecutionException(new NoClassDefFoundError()), new RuntimeException(new InterruptedException()));
	}

	@ParameterizedTest
	@MethodSource("notTransient")
	void doesNotRetryWhatAMomentWillNotMend(Throwable failure) {
		assertThat(attempts(RetryFixture.exact(), failure)).isOne();
	}

	static Stream<Throwable> transients() {
		return Stream.of(new IOException(), new ConnectException(), new RuntimeException("nobody knows it"),
				new CompletionException(new IOException()), new RuntimeException(new IOException()));
	}

	@ParameterizedTest
	@MethodSource("transients")
	void retriesWhatIsTransient(Throwable failure) {
		assertThat(attempts(RetryFixture.exact(), failure)).isEqualTo(3);
	}

	@Test
	void doesNotRetryWhatNobodyKnowsWhereThatIsPermanent() {
		ScriptedWork work = ScriptedWork.alwaysFailing(new RuntimeException());
		ResilienceEngine engine = ResilienceEngine.builder()
			.unknownFailures(FailureTemper.PERMANENT)
			.policy(PolicySpec.builder("backend").retry(RetrySpec.DEFAULTS).build())
			.build();

		assertThatThrownBy(() -> engine.policy("backend").call(work)).isInstanceOf(RuntimeException.class);

		assertThat(work.calls()).isOne();
	}

	@Test
	void retriesOnlyWhatIsListedOnceAnythingIs() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(IllegalStateException.class));

		assertThat(attempts(spec, new IllegalStateException())).isEqualTo(3);
		assertThat(attempts(spec, new IOException())).isOne();
	}

	@Test
	void retriesAPermanentFailureThatIsListed() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(RuntimeException.class));

		assertThat(attempts(spec, new IllegalArgumentException())).isEqualTo(3);
	}

	@Test
	void findsAListedClassAmongSubclassesAndCauses() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(IOException.class));

		assertThat(attempts(spec, new FileNotFoundException())).isEqualTo(3);
		assertThat(attempts(spec, new IllegalStateException(new RuntimeException(new ConnectException()))))
			.isEqualTo(3);
	}

	@Test
	void letsAbortOnWinOverRetryOn() {
		RetrySpecBuilder spec = RetryFixture.exact()
			.retryOn(FailureTypes.of(IOException.class))
			.abortOn(FailureTypes.of(ConnectException.class));

		assertThat(attempts(spec, new IOException())).isEqualTo(3);
		assertThat(attempts(spec, new ConnectException())).isOne();
		assertThat(attempts(spec, new IOException(new ConnectException()))).isOne();
	}

	@Test
	void letsAbortOnWinOverWhatIsTransient() {
		RetrySpecBuilder spec = RetryFixture.exact().abortOn(FailureTypes.of(IOException.class));

		assertThat(attempts(spec, new RuntimeException(new ConnectException()))).isOne();
	}

	@Test
	void doesNotReachErrorsByAWiderClass() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(Throwable.class, Error.class));

		assertThat(attempts(spec, new OutOfMemoryError())).isOne();
		assertThat(attempts(spec, new CompletionException(new StackOverflowError()))).isOne();
	}

	@Test
	void retriesAnErrorThatIsListedByItsOwnClass() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(StackOverflowError.class));

		assertThat(attempts(spec, new StackOverflowError())).isEqualTo(3);
		assertThat(attempts(spec, new ExecutionException(new StackOverflowError()))).isEqualTo(3);
	}

	@Test
	void doesNotReachCancellationByAWiderClass() {
		RetrySpecBuilder spec = RetryFixture.exact()
			.retryOn(FailureTypes.of(Exception.class, IllegalStateException.class));

		assertThat(attempts(spec, new CancellationException())).isOne();
		assertThat(attempts(spec, new InterruptedException())).isOne();
		assertThat(attempts(spec, new RuntimeException(new InterruptedException()))).isOne();
	}

	@Test
	void retriesCancellationThatIsListedByItsOwnClass() {
		RetrySpecBuilder spec = RetryFixture.exact().retryOn(FailureTypes.of(CancellationException.class));

		assertThat(attempts(spec, new CancellationException())).isEqualTo(3);
	}

	@Test
	void reachesACancellationByTheClassThatTheUsersClassifierKnowsItBy() {
		assertThat(attempts((engine) -> engine.classifiers(() -> List
			.of((failure) -> (failure instanceof ShuttingDown) ? FailureVerdict.of(FailureCategory.CANCELLED) : null))))
			.isEqualTo(3);
	}

	@Test
	void reachesACancellationByTheClassThatARuleKnowsItBy() {
		assertThat(attempts((engine) -> engine
			.failureRules(List.of(new FailureRule(ShuttingDown.class, null, FailureCategory.CANCELLED))))).isEqualTo(3);
	}

	/** The built-in rules know the outer exception, and it is not the one listed. */
	private static int attempts(UnaryOperator<ResilienceEngineBuilder> settings) {
		ResilienceEngine engine = settings
			.apply(ResilienceEngine.builder()
				.time(new ManualTime())
				.policy(PolicySpec.builder("backend")
					.retry(RetryFixture.exact().retryOn(FailureTypes.of(ShuttingDown.class)).build())
					.build()))
			.build();
		Throwable failure = new IllegalArgumentException(new ShuttingDown());
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);
		assertThatThrownBy(() -> engine.policy("backend").call(work)).isSameAs(failure);
		return work.calls();
	}

	private static int attempts(RetrySpecBuilder spec, Throwable failure) {
		RetryFixture fixture = new RetryFixture(spec);
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);
		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);
		RetryOutcome outcome = (work.calls() == 3) ? RetryOutcome.EXHAUSTED : RetryOutcome.ABORTED;
		assertThat(fixture.retry().calls(outcome)).isOne();
		return work.calls();
	}

	private static final class ShuttingDown extends RuntimeException {

	}

}
