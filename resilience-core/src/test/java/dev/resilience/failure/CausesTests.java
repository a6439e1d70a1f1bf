package dev.resilience.failure;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;

import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(10)
class CausesTests {

	private final ResilienceEngine engine = ResilienceEngine.builder().build();

	@Test
	void areListedOutermostFirst() {
		Exception inner = new ConnectException();
		Exception middle = new RuntimeException(inner);
		Exception outer = new IllegalStateException(middle);
		assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
		assertThat(Causes.of(inner)).containsExactly(inner);
	}

	@Test
	void aCircleIsCut() {
		Exception outer = new IllegalStateException();
		Exception inner = new IllegalStateException(outer);
		outer.initCause(inner);
		assertThat(Causes.of(outer)).containsExactly(outer, inner);
		assertThat(this.engine.classify(outer).category()).isEqualTo(FailureCategory.UNKNOWN);
		assertThat(FailureTypes.of(ConnectException.class).matches(outer)).isFalse();
	}

	@Test
	void aCircleOfWrappersIsCut() {
		CompletionException outer = new OpenCompletionException();
		CompletionException inner = new CompletionException(outer);
		outer.initCause(inner);
		assertThat(this.engine.classify(outer).category()).isEqualTo(FailureCategory.UNKNOWN);
		assertThat(Causes.isError(outer)).isFalse();
		assertThat(Causes.unwrap(outer)).isIn(outer, inner);
	}

	@Test
	void theCauseBeforeACircleIsFound() {
		Exception outer = new IllegalStateException();
		outer.initCause(new RuntimeException(new ConnectException().initCause(outer)));
		assertThat(this.engine.classify(outer).category()).isEqualTo(FailureCategory.CONNECTION);
	}

	@Test
	void aChainWithoutEndIsCut() {
		assertThat(Causes.of(new Endless())).hasSizeBetween(10, 1_000);
		assertThat(this.engine.classify(new Endless()).category()).isEqualTo(FailureCategory.UNKNOWN);
	}

	@Test
	void areLookedAtFiftyDeepAtMost() {
		Throwable fifty = new ConnectException();
		for (int depth = 2; depth <= 50; depth++) {
			fifty = new RuntimeException(fifty);
		}
		assertThat(this.engine.classify(fifty).category()).isEqualTo(FailureCategory.CONNECTION);
		assertThat(this.engine.classify(new RuntimeException(fifty)).category()).isEqualTo(FailureCategory.UNKNOWN);
	}

	@Test
	void fiftyWrappersAtMostAreTakenOff() {
		Error error = new StackOverflowError();
		Throwable fifty = error;
		for (int depth = 1; depth <= 50; depth++) {
			fifty = new CompletionException(fifty);
		}
		assertThat(Causes.unwrap(fifty)).isSameAs(error);
		assertThat(Causes.unwrap(new CompletionException(fifty))).isNotSameAs(error);
	}

	@Test
	void aWrapperThatForgetsItsCauseIsAllThereIs() {
		Forgetful wrapper = new Forgetful();
		assertThat(Causes.unwrap(wrapper)).isSameAs(wrapper);
	}

	@Test
	void exceptionsThatAreEqualAreNoCircle() {
		Exception outer = new EqualToItsKind(new EqualToItsKind(new ConnectException()));
		assertThat(Causes.of(outer)).hasSize(3);
		assertThat(this.engine.classify(outer).category()).isEqualTo(FailureCategory.CONNECTION);
	}

	/** Its cause can still be set. */
	private static final class OpenCompletionException extends CompletionException {

	}

	private static final class Endless extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return new Endless();
		}

	}

	/** Tells its cause once. */
	private static final class Forgetful extends CompletionException {

		private boolean told;

		@Override
		public synchronized Throwable getCause() {
			Throwable cause = this.told ? null : new ConnectException();
			this.told = true;
			return cause;
		}

	}

	private static final class EqualToItsKind extends RuntimeException {

		EqualToItsKind(Throwable cause) {
			super(cause);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof EqualToItsKind;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
