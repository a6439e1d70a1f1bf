package dev.resilience.failure;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.event.ReportedWarnings;
import dev.resilience.pipeline.ResilienceEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UserClassifierTests {

	private static final FailureVerdict AUTHENTICATION = FailureVerdict.of(FailureCategory.AUTHENTICATION);

	private final ReportedWarnings warnings = new ReportedWarnings();

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@Test
	void isAskedBeforeTheBuiltInOnes() {
		assertThat(with((failure) -> AUTHENTICATION).classify(new ConnectException())).isEqualTo(AUTHENTICATION);
	}

	@Test
	void isAskedOfOurOwnRefusalsToo() {
		Throwable refusal = new CircuitOpenException("payments", CircuitState.OPEN, "1 failure", null, -1);
		assertThat(with((failure) -> AUTHENTICATION).classify(refusal)).isEqualTo(AUTHENTICATION);
		assertThat(with((failure) -> null).classify(refusal)).isEqualTo(FailureVerdict.of(FailureCategory.REJECTED));
		assertThat(with().classify(refusal)).isEqualTo(FailureVerdict.of(FailureCategory.REJECTED));
		assertThat(ResilienceEngine.builder()
			.failureRules(List.of(new FailureRule(CircuitOpenException.class, null, FailureCategory.SERVER_ERROR)))
			.build()
			.classify(refusal)).isEqualTo(FailureVerdict.of(FailureCategory.SERVER_ERROR));
	}

	@Test
	void thatDoesNotKnowLeavesItToTheBuiltInOnes() {
		assertThat(with((failure) -> null).classify(new ConnectException()).category())
			.isEqualTo(FailureCategory.CONNECTION);
	}

	@Test
	void thatThrowsHarmsNothing() {
		FailureClassifier broken = (failure) -> {
			throw new IllegalStateException();
		};
		assertThat(with(broken).classify(new ConnectException()).category()).isEqualTo(FailureCategory.CONNECTION);
		assertThat(with(broken, (failure) -> AUTHENTICATION).classify(new ConnectException()))
			.isEqualTo(AUTHENTICATION);
		FailureClassifier worse = (failure) -> {
			throw new LinkageError();
		};
		assertThat(with(worse).classify(new ConnectException()).category()).isEqualTo(FailureCategory.CONNECTION);
	}

	@Test
	void thatThrowsIsReportedOnce() {
		ResilienceEngine engine = with((failure) -> {
			throw new IllegalStateException();
		});
		engine.classify(new ConnectException());
		engine.classify(new ConnectException());
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith("Failure classifier")
			.contains(IllegalStateException.class.getName())
			.contains("it counts as not knowing");
	}

	@Test
	void thatCannotBeLookedUpIsReportedOnce() {
		ResilienceEngine engine = ResilienceEngine.builder().classifiers(() -> {
			throw new IllegalStateException();
		}).build();
		assertThat(engine.classify(new ConnectException()).category()).isEqualTo(FailureCategory.CONNECTION);
		assertThat(engine.classify(new ConnectException()).category()).isEqualTo(FailureCategory.CONNECTION);
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith("Supplier of classifiers")
			.contains("the built-in ones decide");
	}

	@Test
	void theFirstThatKnowsDecides() {
		FailureClassifier other = (failure) -> FailureVerdict.of(FailureCategory.NOT_FOUND);
		assertThat(with((failure) -> null, (failure) -> AUTHENTICATION, other).classify(new Exception()))
			.isEqualTo(AUTHENTICATION);
	}

	@Test
	void isAskedForTheFailureThenItsCausesAndWrappersLast() {
		List<Throwable> asked = new ArrayList<>();
		ConnectException inner = new ConnectException();
		RuntimeException middle = new RuntimeException(inner);
		CompletionException outer = new CompletionException(middle);
		with((failure) -> {
			asked.add(failure);
			return null;
		}).classify(outer);
		assertThat(asked).containsExactly(middle, inner, outer);
	}

	@Test
	void thatKnowsACauseIsStillAskedBeforeTheBuiltInOnes() {
		FailureClassifier knowsConnect = (failure) -> (failure instanceof ConnectException) ? AUTHENTICATION : null;
		assertThat(with(knowsConnect).classify(new IllegalArgumentException(new ConnectException())))
			.isEqualTo(AUTHENTICATION);
	}

	@Test
	void mayGiveATemperOfItsOwn() {
		FailureVerdict permanent = new FailureVerdict(FailureCategory.SERVER_ERROR, FailureTemper.PERMANENT,
				Duration.ofSeconds(3), true);
		assertThat(with((failure) -> permanent).classify(new Exception())).isEqualTo(permanent);
		FailureVerdict unknown = new FailureVerdict(FailureCategory.UNKNOWN, FailureTemper.PERMANENT, null);
		assertThat(with((failure) -> unknown).classify(new ConnectException())).isEqualTo(unknown);
	}

	@Test
	void doesNotUndoWhatTheBackendSaid() {
		FailureVerdict builtIn = new FailureVerdict(FailureCategory.NOT_FOUND, FailureTemper.PERMANENT,
				Duration.ofSeconds(7), true);
		ResilienceEngine engine = ResilienceEngine.builder()
			.backendClassifiers(List.of((failure) -> builtIn))
			.classifiers(() -> List.of((failure) -> AUTHENTICATION))
			.build();
		assertThat(engine.classify(new Exception())).isEqualTo(new FailureVerdict(FailureCategory.AUTHENTICATION,
				FailureTemper.PERMANENT, Duration.ofSeconds(7), true));
	}

	@Test
	void retryAfterIsReadFromAnExceptionThatKnowsIt() {
		ResilienceEngine engine = ResilienceEngine.builder().build();
		assertThat(engine.classify(new Waiting(Duration.ofSeconds(2))).retryAfter()).isEqualTo(Duration.ofSeconds(2));
		assertThat(engine.classify(new CompletionException(new Waiting(Duration.ofSeconds(2)))).retryAfter())
			.isEqualTo(Duration.ofSeconds(2));
		assertThat(engine.classify(new IllegalArgumentException(new Waiting(Duration.ofSeconds(2)))).retryAfter())
			.isEqualTo(Duration.ofSeconds(2));
		assertThat(engine.classify(new Waiting(null)).retryAfter()).isNull();
		assertThat(engine.classify(new Waiting(Duration.ofSeconds(-2))).retryAfter()).isEqualTo(Duration.ZERO);
	}

	@Test
	void aRetryAfterOfTheVerdictComesBeforeThatOfTheException() {
		FailureVerdict verdict = AUTHENTICATION.withRetryAfter(Duration.ofSeconds(1));
		assertThat(with((failure) -> verdict).classify(new Waiting(Duration.ofSeconds(2)))).isEqualTo(verdict);
		assertThat(with((failure) -> AUTHENTICATION).classify(new Waiting(Duration.ofSeconds(2))).retryAfter())
			.isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void aRetryAfterThatThrowsHarmsNothing() {
		FailureVerdict verdict = ResilienceEngine.builder().build().classify(new BrokenWaiting());
		assertThat(verdict.retryAfter()).isNull();
		assertThat(verdict.category()).isEqualTo(FailureCategory.UNKNOWN);
	}

	@Test
	void aRetryAfterThatThrowsIsReportedOnce() {
		ResilienceEngine engine = ResilienceEngine.builder().build();
		engine.classify(new BrokenWaiting());
		engine.classify(new BrokenWaiting());
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith("Exception " + BrokenWaiting.class.getName())
			.contains("its retry-after is not used");
	}

	@Test
	void aRetryAfterOfItsOwnComesBeforeThatOfTheBackend() {
		FailureVerdict builtIn = FailureVerdict.of(FailureCategory.RATE_LIMITED).withRetryAfter(Duration.ofSeconds(7));
		FailureVerdict own = AUTHENTICATION.withRetryAfter(Duration.ofSeconds(1));
		ResilienceEngine engine = ResilienceEngine.builder()
			.backendClassifiers(List.of((failure) -> builtIn))
			.classifiers(() -> List.of((failure) -> own))
			.build();
		assertThat(engine.classify(new Exception())).isEqualTo(own);
	}

	@Test
	void aVerdictHasNoNegativeRetryAfter() {
		assertThatIllegalArgumentException().isThrownBy(() -> AUTHENTICATION.withRetryAfter(Duration.ofSeconds(-1)))
			.withMessageContaining("must not be negative");
	}

	private static ResilienceEngine with(FailureClassifier... classifiers) {
		return ResilienceEngine.builder().classifiers(() -> List.of(classifiers)).build();
	}

	private static final class Waiting extends RuntimeException implements RetryAfterAware {

		private final transient @Nullable Duration wait;

		Waiting(@Nullable Duration wait) {
			this.wait = wait;
		}

		@Override
		public @Nullable Duration retryAfter() {
			return this.wait;
		}

	}

	private static final class BrokenWaiting extends RuntimeException implements RetryAfterAware {

		@Override
		public Duration retryAfter() {
			throw new IllegalStateException();
		}

	}

}
