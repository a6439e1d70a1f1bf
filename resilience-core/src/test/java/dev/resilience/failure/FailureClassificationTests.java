package dev.resilience.failure;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureClassificationTests {

	private final ResilienceEngine engine = ResilienceEngine.builder().build();

	@ParameterizedTest
	@MethodSource
	void knowsTheClassesOfTheTable(Throwable failure, FailureCategory category) {
		FailureVerdict verdict = this.engine.classify(failure);
		assertThat(verdict.category()).isEqualTo(category);
		assertThat(verdict.temper()).isEqualTo(category.temper());
		assertThat(verdict.retryAfter()).isNull();
		assertThat(verdict.answered()).isFalse();
	}

	static Stream<Arguments> knowsTheClassesOfTheTable() {
		return Stream.of(Arguments.of(new TimeoutException(), FailureCategory.TIMEOUT),
				Arguments.of(new SocketTimeoutException(), FailureCategory.TIMEOUT),
				Arguments.of(new HttpTimeoutException("late"), FailureCategory.TIMEOUT),
				Arguments.of(new HttpConnectTimeoutException("late"), FailureCategory.TIMEOUT),
				Arguments.of(timeLimit(), FailureCategory.TIMEOUT),
				Arguments.of(new ConnectException(), FailureCategory.CONNECTION),
				Arguments.of(new UnknownHostException(), FailureCategory.CONNECTION),
				Arguments.of(new NoRouteToHostException(), FailureCategory.CONNECTION),
				Arguments.of(new SocketException(), FailureCategory.CONNECTION),
				Arguments.of(new IOException(), FailureCategory.CONNECTION),
				Arguments.of(new EOFException(), FailureCategory.CONNECTION),
				Arguments.of(new FileNotFoundException(), FailureCategory.CONNECTION),
				Arguments.of(new ClosedChannelException(), FailureCategory.CONNECTION),
				Arguments.of(new UncheckedIOException(new IOException()), FailureCategory.CONNECTION),
				Arguments.of(new IllegalArgumentException(), FailureCategory.INVALID_REQUEST),
				Arguments.of(new NumberFormatException(), FailureCategory.INVALID_REQUEST),
				Arguments.of(new NullPointerException(), FailureCategory.PROGRAMMING),
				Arguments.of(new ClassCastException(), FailureCategory.PROGRAMMING),
				Arguments.of(new ArithmeticException(), FailureCategory.PROGRAMMING),
				Arguments.of(new IndexOutOfBoundsException(), FailureCategory.PROGRAMMING),
				Arguments.of(new ArrayIndexOutOfBoundsException(), FailureCategory.PROGRAMMING),
				Arguments.of(new UnsupportedOperationException(), FailureCategory.PROGRAMMING),
				Arguments.of(new InterruptedException(), FailureCategory.CANCELLED),
				Arguments.of(new ClosedByInterruptException(), FailureCategory.CANCELLED),
				Arguments.of(new CancellationException(), FailureCategory.CANCELLED),
				Arguments.of(circuitOpen(), FailureCategory.REJECTED),
				Arguments.of(new IllegalStateException(), FailureCategory.UNKNOWN),
				Arguments.of(new RuntimeException(), FailureCategory.UNKNOWN),
				Arguments.of(new Exception(), FailureCategory.UNKNOWN));
	}

	@Test
	void aSubclassOfTheUsersOwnIsWhatItsClassIs() {
		assertThat(this.engine.classify(new TimeoutException() {
		}).category()).isEqualTo(FailureCategory.TIMEOUT);
	}

	@ParameterizedTest
	@EnumSource(FailureCategory.class)
	void anExceptionThatKnowsItsCategoryIsBelieved(FailureCategory category) {
		assertThat(this.engine.classify(new Categorized(category))).isEqualTo(FailureVerdict.of(category));
	}

	@Test
	void theOutermostThatIsKnownDecides() {
		assertThat(category(new IllegalArgumentException(new ConnectException())))
			.isEqualTo(FailureCategory.INVALID_REQUEST);
		assertThat(category(new ConnectException().initCause(new IllegalArgumentException())))
			.isEqualTo(FailureCategory.CONNECTION);
	}

	@Test
	void ofAnUnknownOneTheCausesDecide() {
		assertThat(category(new IllegalStateException(new RuntimeException(new SocketTimeoutException()))))
			.isEqualTo(FailureCategory.TIMEOUT);
		assertThat(category(new IllegalStateException(new InterruptedException())))
			.isEqualTo(FailureCategory.CANCELLED);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NEITHER")
	void anUnknownFailureHasTheTemperOfTheSetting(FailureTemper temper) {
		ResilienceEngine configured = ResilienceEngine.builder().unknownFailures(temper).build();
		assertThat(configured.classify(new IllegalStateException()))
			.isEqualTo(new FailureVerdict(FailureCategory.UNKNOWN, temper, null));
		assertThat(configured.classify(new ConnectException()).temper()).isEqualTo(FailureTemper.TRANSIENT);
		assertThat(configured.classify(new NullPointerException()).temper()).isEqualTo(FailureTemper.PERMANENT);
	}

	@Test
	void theTempersAreThoseOfTheTable() {
		assertThat(FailureCategory.values()).filteredOn((category) -> category.temper() == FailureTemper.TRANSIENT)
			.containsExactlyInAnyOrder(FailureCategory.TIMEOUT, FailureCategory.CONNECTION,
					FailureCategory.RATE_LIMITED, FailureCategory.SERVER_ERROR, FailureCategory.UNKNOWN);
		assertThat(FailureCategory.values()).filteredOn((category) -> category.temper() == FailureTemper.NEITHER)
			.containsExactly(FailureCategory.CANCELLED);
		assertThat(FailureCategory.RATE_LIMITED.tag()).isEqualTo("rate_limited");
	}

	private FailureCategory category(Throwable failure) {
		return this.engine.classify(failure).category();
	}

	private static Throwable circuitOpen() {
		return new CircuitOpenException("payments", CircuitState.OPEN, "1 failure", null, Duration.ZERO);
	}

	private static Throwable timeLimit() {
		return new TimeLimitExceededException("payments", ErrorCode.TIME_LIMIT_EXCEEDED, Duration.ofSeconds(1),
				Duration.ofSeconds(2));
	}

}
