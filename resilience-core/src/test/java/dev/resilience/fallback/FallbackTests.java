package dev.resilience.fallback;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import dev.resilience.ScriptedWork;
import dev.resilience.failure.FailureTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FallbackTests {

	private static final FallbackValue ANSWER = (type) -> "answer";

	@Test
	void isNotAskedWhereNothingFails() {
		FallbackFixture fixture = new FallbackFixture(FallbackSpec.of((type) -> {
			throw new AssertionError();
		}));

		assertThat(fixture.call(() -> "done")).isEqualTo("done");
		assertThat(fixture.calls(FallbackOutcome.USED)).isZero();
	}

	static Stream<Exception> exceptions() {
		return Stream.of(new IOException(), new RuntimeException(), new IllegalArgumentException(),
				new NullPointerException(), new RuntimeException(new OutOfMemoryError()),
				new CompletionException("without a cause", null));
	}

	@ParameterizedTest
	@MethodSource("exceptions")
	void answersEveryException(Exception failure) throws Throwable {
		FallbackFixture fixture = new FallbackFixture(FallbackSpec.of(ANSWER));

		assertThat(fixture.call(ScriptedWork.alwaysFailing(failure))).isEqualTo("answer");
		assertThat(fixture.calls(FallbackOutcome.USED)).isOne();
	}

	static Stream<Throwable> neverSwallowed() {
		return Stream.of(new OutOfMemoryError(), new AssertionError(), new StackOverflowError(),
				new CompletionException(new OutOfMemoryError()),
				new ExecutionException(new CompletionException(new AssertionError())), new InterruptedException(),
				new CancellationException(), new IllegalStateException(new InterruptedException()));
	}

	@ParameterizedTest
	@MethodSource("neverSwallowed")
	void swallowsNeitherErrorsNorCancellation(Throwable failure) {
		assertGoesOn(FallbackSpec.of(ANSWER), failure);
	}

	@ParameterizedTest
	@MethodSource("neverSwallowed")
	void swallowsNeitherErrorsNorCancellationThatAreListed(Throwable failure) {
		assertGoesOn(new FallbackSpec(FailureTypes.of(Throwable.class, Error.class, failure.getClass()),
				FailureTypes.NONE, ANSWER), failure);
	}

	@Test
	void letsAThrowableThatIsNeitherExceptionNorErrorGoOn() {
		assertGoesOn(FallbackSpec.of(ANSWER), new Throwable("odd"));
	}

	@Test
	void answersOnlyWhatIsListedOnceAnythingIs() throws Throwable {
		FallbackSpec spec = new FallbackSpec(FailureTypes.of(IOException.class), FailureTypes.NONE, ANSWER);

		assertAnswers(spec, new FileNotFoundException());
		assertAnswers(spec, new IllegalStateException(new ConnectException()));
		assertGoesOn(spec, new IllegalStateException());
	}

	@Test
	void letsSkipOnWinOverOn() throws Throwable {
		FallbackSpec spec = new FallbackSpec(FailureTypes.of(IOException.class),
				FailureTypes.of(ConnectException.class), ANSWER);

		assertAnswers(spec, new IOException());
		assertGoesOn(spec, new ConnectException());
		assertGoesOn(spec, new IOException(new ConnectException()));
	}

	@Test
	void letsSkipOnWinWhereNothingIsListed() throws Throwable {
		FallbackSpec spec = new FallbackSpec(FailureTypes.NONE, FailureTypes.of(IllegalArgumentException.class),
				ANSWER);

		assertAnswers(spec, new IOException());
		assertGoesOn(spec, new RuntimeException(new NumberFormatException()));
	}

	@Test
	void letsTheFailureGoOnWhereThePolicyHasNoValue() {
		assertGoesOn(FallbackSpec.DEFAULTS, new IOException());
	}

	private static void assertAnswers(FallbackSpec spec, Throwable failure) throws Throwable {
		assertThat(new FallbackFixture(spec).call(ScriptedWork.alwaysFailing(failure))).isEqualTo("answer");
	}

	private static void assertGoesOn(FallbackSpec spec, Throwable failure) {
		FallbackFixture fixture = new FallbackFixture(spec);
		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(failure))).isSameAs(failure);
		assertThat(fixture.calls(FallbackOutcome.USED)).isZero();
		assertThat(fixture.calls(FallbackOutcome.FAILED)).isZero();
		assertThat(fixture.told()).isEmpty();
	}

}
