package dev.resilience.failure;

import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;

class WrapperTests {

	private final ResilienceEngine engine = ResilienceEngine.builder().build();

	@ParameterizedTest
	@MethodSource("wrappers")
	void givesWayToACauseThatIsKnown(UnaryOperator<Throwable> wrapper) {
		assertThat(category(wrapper.apply(new ConnectException()))).isEqualTo(FailureCategory.CONNECTION);
		assertThat(category(wrapper.apply(new RuntimeException(new ConnectException()))))
			.isEqualTo(FailureCategory.CONNECTION);
		assertThat(category(wrapper.apply(wrapper.apply(new NullPointerException()))))
			.isEqualTo(FailureCategory.PROGRAMMING);
	}

	@ParameterizedTest
	@MethodSource("wrappers")
	void isUnknownWhereItsCauseIs(UnaryOperator<Throwable> wrapper) {
		assertThat(category(wrapper.apply(new IllegalStateException()))).isEqualTo(FailureCategory.UNKNOWN);
		assertThat(category(wrapper.apply(null))).isEqualTo(FailureCategory.UNKNOWN);
	}

	@ParameterizedTest
	@MethodSource("wrappers")
	void isLookedThroughInTheMiddleOfTheChainToo(UnaryOperator<Throwable> wrapper) {
		assertThat(category(new IllegalStateException(wrapper.apply(new ConnectException()))))
			.isEqualTo(FailureCategory.CONNECTION);
		assertThat(category(new IllegalArgumentException(wrapper.apply(new ConnectException()))))
			.isEqualTo(FailureCategory.INVALID_REQUEST);
	}

	@ParameterizedTest
	@MethodSource("wrappers")
	void decidesItselfIfARuleKnowsItAndNotItsCause(UnaryOperator<Throwable> wrapper) {
		Class<? extends Throwable> type = wrapper.apply(new Exception()).getClass();
		ResilienceEngine configured = ResilienceEngine.builder()
			.failureRules(List.of(new FailureRule(type, null, FailureCategory.SERVER_ERROR)))
			.build();
		assertThat(configured.classify(wrapper.apply(new IllegalStateException())).category())
			.isEqualTo(FailureCategory.SERVER_ERROR);
	}

	static Stream<UnaryOperator<Throwable>> wrappers() {
		return Stream.of(CompletionException::new, ExecutionException::new, UndeclaredThrowableException::new);
	}

	@Test
	void isAlsoSpringsForAConnectionWhereverItsClassComesFrom() {
		ResourceAccessException broken = new ResourceAccessException(new SocketTimeoutException());
		ResourceAccessException derived = new ResourceAccessException(new SocketTimeoutException()) {
		};
		assertThat(category(broken)).isEqualTo(FailureCategory.TIMEOUT);
		assertThat(category(derived)).isEqualTo(FailureCategory.TIMEOUT);
		assertThat(Causes.isWrapper(broken)).isTrue();
	}

	@Test
	void otherExceptionsAreNoWrappers() {
		assertThat(Causes.isWrapper(new RuntimeException(new ConnectException()))).isFalse();
		assertThat(Causes.isWrapper(new CompletionException("no cause", null))).isFalse();
		assertThat(Causes.isError(new RuntimeException(new OutOfMemoryError()))).isFalse();
	}

	@Test
	void errorsAreSeenThroughWrappers() {
		assertThat(Causes.isError(new StackOverflowError())).isTrue();
		assertThat(Causes.isError(new CompletionException(new ExecutionException(new OutOfMemoryError())))).isTrue();
		assertThat(Causes.isError(new CompletionException(new Exception()))).isFalse();
	}

	@Test
	void unwrapsToTheFirstThatIsNoWrapper() {
		RuntimeException inner = new RuntimeException(new ConnectException());
		assertThat(Causes.unwrap(new CompletionException(new ExecutionException(inner)))).isSameAs(inner);
		assertThat(Causes.unwrap(inner)).isSameAs(inner);
	}

	private FailureCategory category(Throwable failure) {
		return this.engine.classify(failure).category();
	}

}
