package dev.resilience.circuit;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.failure.CategorizedFailure;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureTypes;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.pipeline.PolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitVoteTests {

	@ParameterizedTest
	@EnumSource(mode = Mode.INCLUDE, names = { "TIMEOUT", "CONNECTION", "SERVER_ERROR", "UNKNOWN" })
	void transientFailuresAreFailures(FailureCategory category) {
		assertFailure(backend((spec) -> spec), new Categorized(category));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "TIMEOUT", "CONNECTION", "SERVER_ERROR", "UNKNOWN" })
	void allOthersHaveNone(FailureCategory category) {
		assertIgnored(backend((spec) -> spec), new Categorized(category));
	}

	@Test
	void anUnknownFailureHasNoneWhereUnknownIsPermanent() {
		CircuitFixture backend = CircuitFixture.with(policy((spec) -> spec),
				(engine) -> engine.unknownFailures(FailureTemper.PERMANENT));
		assertIgnored(backend, new BackendFailure());
	}

	@Test
	void errorsHaveNoneWrappedOrNot() {
		assertIgnored(backend((spec) -> spec), new OutOfMemoryError());
		assertIgnored(backend((spec) -> spec), new ExecutionException(new OutOfMemoryError()));
		assertIgnored(backend((spec) -> spec),
				new CompletionException(new ExecutionException(new StackOverflowError())));
	}

	@Test
	void cancellationHasNoneWrappedOrNot() {
		assertIgnored(backend((spec) -> spec), new CancellationException());
		assertIgnored(backend((spec) -> spec), new InterruptedException());
		assertIgnored(backend((spec) -> spec), new CompletionException(new CancellationException()));
	}

	@Test
	void aRefusalOfAnotherCircuitHasNone() {
		assertIgnored(backend((spec) -> spec),
				new CircuitOpenException("other", CircuitState.OPEN, "5 consecutive failures", null, null));
	}

	@ParameterizedTest
	@CsvSource({ "INVALID_REQUEST, PERMANENT, true, SUCCESS", "NOT_FOUND, PERMANENT, true, SUCCESS",
			"NOT_FOUND, PERMANENT, false, IGNORED", "AUTHENTICATION, PERMANENT, false, IGNORED",
			"SERVER_ERROR, TRANSIENT, true, FAILURE", "RATE_LIMITED, TRANSIENT, true, IGNORED",
			"NOT_FOUND, TRANSIENT, false, FAILURE", "SERVER_ERROR, PERMANENT, false, IGNORED",
			"CANCELLED, NEITHER, true, IGNORED" })
	void aPermanentFailureThatProvesTheBackendAliveIsASuccess(FailureCategory category, FailureTemper temper,
			boolean answered, Outcome outcome) {
		CircuitFixture backend = CircuitFixture.with(policy((spec) -> spec), (engine) -> engine
			.classifiers(() -> List.of((failure) -> new FailureVerdict(category, temper, null, answered))));
		assertVote(backend, new BackendFailure(), outcome);
	}

	@Test
	void anAnswerThatIsASuccessBreaksTheRow() {
		CircuitFixture backend = CircuitFixture
			.with(policy((spec) -> spec),
					(engine) -> engine.classifiers(() -> List.of((failure) -> (failure instanceof IllegalStateException)
							? new FailureVerdict(FailureCategory.NOT_FOUND, FailureTemper.PERMANENT, null, true)
							: null)));
		backend.fail(4);
		backend.fail(new IllegalStateException());
		assertThat(backend.snapshot().consecutiveFailures()).isZero();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(5, 4, 0));
	}

	@Test
	void whereRecordListsAnythingWhatItDoesNotListHasNone() {
		UnaryOperator<CircuitSpecBuilder> record = (spec) -> spec.record(FailureTypes.of(TimeoutException.class));
		assertFailure(backend(record), new TimeoutException());
		assertIgnored(backend(record), new ConnectException());
	}

	@Test
	void whatRecordListsIsAFailureWhateverItsCategory() {
		UnaryOperator<CircuitSpecBuilder> record = (spec) -> spec
			.record(FailureTypes.of(IllegalArgumentException.class, Categorized.class));
		assertFailure(backend(record), new IllegalArgumentException());
		assertFailure(backend(record), new NumberFormatException());
		assertFailure(backend(record), new Categorized(FailureCategory.RATE_LIMITED));
	}

	@Test
	void anAnswerThatRecordDoesNotListHasNone() {
		CircuitFixture backend = CircuitFixture.with(
				policy((spec) -> spec.record(FailureTypes.of(TimeoutException.class))),
				(engine) -> engine.classifiers(() -> List.of((failure) -> new FailureVerdict(FailureCategory.NOT_FOUND,
						FailureTemper.PERMANENT, null, true))));
		assertIgnored(backend, new BackendFailure());
	}

	@Test
	void ignoreAlwaysWinsOverRecord() {
		UnaryOperator<CircuitSpecBuilder> both = (spec) -> spec.record(FailureTypes.of(Exception.class))
			.ignore(FailureTypes.of(ConnectException.class));
		assertIgnored(backend(both), new ConnectException());
		assertFailure(backend(both), new TimeoutException());
	}

	@Test
	void theListsMatchCausesToo() {
		assertIgnored(backend((spec) -> spec.ignore(FailureTypes.of(ConnectException.class))),
				new IllegalStateException(new ConnectException()));
		assertFailure(backend((spec) -> spec.record(FailureTypes.of(ConnectException.class))),
				new IllegalArgumentException(new ConnectException()));
	}

	@Test
	void theLastFailureIsTheLastThatCounted() {
		CircuitFixture backend = backend((spec) -> spec);
		assertThat(backend.snapshot().lastFailure()).isNull();
		backend.fail(new ConnectException("secret"));
		backend.fail(new IllegalArgumentException());
		backend.succeed();
		CircuitSnapshot.LastFailure last = backend.snapshot().lastFailure();
		assertThat(last).isNotNull();
		assertThat(last.failure().type()).isEqualTo("java.net.ConnectException");
		assertThat(last.failure().category()).isEqualTo(FailureCategory.CONNECTION);
		assertThat(last.failure().message()).isNull();
		assertThat(last.at()).isEqualTo(backend.time.wallClock());
	}

	private static CircuitFixture backend(UnaryOperator<CircuitSpecBuilder> circuit) {
		return CircuitFixture.with(policy(circuit), UnaryOperator.identity());
	}

	private static PolicySpec.Builder policy(UnaryOperator<CircuitSpecBuilder> circuit) {
		return PolicySpec.builder(CircuitFixture.NAME).circuit(circuit.apply(CircuitSpec.builder()).build());
	}

	private static void assertFailure(CircuitFixture backend, Throwable failure) {
		assertVote(backend, failure, Outcome.FAILURE);
	}

	private static void assertIgnored(CircuitFixture backend, Throwable failure) {
		assertVote(backend, failure, Outcome.IGNORED);
	}

	private static void assertVote(CircuitFixture backend, Throwable failure, Outcome outcome) {
		Totals before = backend.snapshot().totals();
		WindowCounts window = backend.snapshot().window();
		backend.fail(failure);
		Totals after = backend.snapshot().totals();
		long succeeded = (outcome == Outcome.SUCCESS) ? 1 : 0;
		long failed = (outcome == Outcome.FAILURE) ? 1 : 0;
		assertThat(after.succeeded() - before.succeeded()).as("successes").isEqualTo(succeeded);
		assertThat(after.failed() - before.failed()).as("failures").isEqualTo(failed);
		assertThat(after.ignored() - before.ignored()).as("ignored").isEqualTo(1 - succeeded - failed);
		assertThat(backend.snapshot().window()).isEqualTo(
				new WindowCounts(window.calls() + succeeded + failed, window.failures() + failed, window.slowCalls()));
	}

	private static final class Categorized extends RuntimeException implements CategorizedFailure {

		private final FailureCategory category;

		Categorized(FailureCategory category) {
			this.category = category;
		}

		@Override
		public FailureCategory category() {
			return this.category;
		}

	}

}
