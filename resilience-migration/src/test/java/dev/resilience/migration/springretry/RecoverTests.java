package dev.resilience.migration.springretry;

import java.io.IOException;

import dev.resilience.annotation.Fallback;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import org.junit.jupiter.api.Test;

import org.springframework.retry.ExhaustedRetryException;
import org.springframework.retry.annotation.Recover;
import org.springframework.retry.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What answers when nothing helped. */
@TrialsOf(Guide.FROM_SPRING_RETRY)
class RecoverTests {

	@Test
	@Row(before = "@Recover", after = "@Fallback(method = \"…\")")
	@Row(before = "recover = \"…\"", after = "method = \"…\"")
	void theFailureIsFirstThereAndLastHere() {
		SpringRetry.application()
			.withBean(There.class, () -> new There(Backend.failing(new IOException("down"))))
			.run((context) -> {
				There bean = context.getBean(There.class);
				assertThat(bean.named("7", 2)).isEqualTo("down, 7");
				assertThat(bean.found("7", 2)).isEqualTo("down, 7, 2");
			});
		Applications.ours("any")
			.withBean(Here.class, () -> new Here(Backend.failing(new IOException("down"))))
			.run((context) -> {
				Here bean = context.getBean(Here.class);
				assertThat(bean.all("7", 2)).isEqualTo("7, 2, down");
				assertThat(bean.none("7", 2)).isEqualTo("none");
			});
	}

	@Test
	@Row(before = "@Recover for some failures only", after = "the failure itself")
	void aFailureThatNobodyAnswersComesAsItIs() {
		IllegalStateException failure = new IllegalStateException("broken");
		SpringRetry.application()
			.withBean(There.class, () -> new There(Backend.failing(failure)))
			.run((context) -> assertThatThrownBy(() -> context.getBean(There.class).found("7", 2))
				.isInstanceOf(ExhaustedRetryException.class)
				.hasMessageContaining("Cannot locate recovery method")
				.hasCause(failure));
		Applications.ours("any")
			.withBean(Here.class, () -> new Here(Backend.failing(failure)))
			.run((context) -> assertThatThrownBy(() -> context.getBean(Here.class).all("7", 2)).isSameAs(failure));
	}

	@Test
	@Row(before = "@Recover that does not fit the method", after = "a mistake at the start")
	void whatDoesNotFitIsAMistakeAtTheStart() {
		SpringRetry.application()
			.withBean(MisfitThere.class, () -> new MisfitThere(Backend.failing(new IllegalStateException())))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatThrownBy(() -> context.getBean(MisfitThere.class).call())
					.isInstanceOf(ExhaustedRetryException.class);
			});
		Applications.ours("any")
			.withBean(MisfitHere.class, () -> new MisfitHere(Backend.failing(new IllegalStateException())))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("MisfitHere#call"));
	}

	@Test
	@Row(before = "@Recover for Throwable", after = "@Fallback never sees an Error")
	void errorsAreNeverAnswered() {
		AssertionError error = new AssertionError("wrong");
		SpringRetry.application()
			.withBean(AnyThere.class, () -> new AnyThere(Backend.failing(error)))
			.run((context) -> assertThat(context.getBean(AnyThere.class).call()).isEqualTo("recovered"));
		Applications.ours("any")
			.withBean(AnyHere.class, () -> new AnyHere(Backend.failing(error)))
			.run((context) -> assertThatThrownBy(() -> context.getBean(AnyHere.class).call()).isSameAs(error));
	}

	@Test
	@Row(before = "notRecoverable", after = "fallback.skip-on")
	void someFailuresAreNotAnswered() {
		IllegalStateException failure = new IllegalStateException();
		SpringRetry.application()
			.withBean(AnyThere.class, () -> new AnyThere(Backend.failing(failure)))
			.run((context) -> assertThatThrownBy(() -> context.getBean(AnyThere.class).strict()).isSameAs(failure));
		Applications.ours("any", "resilience.policies.any.fallback.skip-on=java.lang.IllegalStateException")
			.withBean(AnyHere.class, () -> new AnyHere(Backend.failing(failure)))
			.run((context) -> assertThatThrownBy(() -> context.getBean(AnyHere.class).call()).isSameAs(failure));
	}

	static class There {

		private final Backend backend;

		There(Backend backend) {
			this.backend = backend;
		}

		@Retryable(recover = "some")
		public String named(String number, int page) {
			return this.backend.call();
		}

		@Retryable(recover = "all")
		public String found(String number, int page) {
			return this.backend.call();
		}

		@Recover
		String some(IOException failure, String number) {
			return failure.getMessage() + ", " + number;
		}

		@Recover
		String all(IOException failure, String number, int page) {
			return failure.getMessage() + ", " + number + ", " + page;
		}

	}

	static class Here {

		private final Backend backend;

		Here(Backend backend) {
			this.backend = backend;
		}

		@Fallback(method = "allArguments")
		public String all(String number, int page) {
			return this.backend.call();
		}

		@Fallback(method = "noArguments")
		public String none(String number, int page) {
			return this.backend.call();
		}

		String allArguments(String number, int page, IOException failure) {
			return number + ", " + page + ", " + failure.getMessage();
		}

		String noArguments() {
			return "none";
		}

	}

	static class MisfitThere extends Called {

		MisfitThere(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		public String call() {
			return super.call();
		}

		@Recover
		int wrongType(IllegalStateException failure) {
			return 0;
		}

	}

	static class MisfitHere extends Called {

		MisfitHere(Backend backend) {
			super(backend);
		}

		@Override
		@Fallback(method = "wrongType")
		public String call() {
			return super.call();
		}

		int wrongType(IllegalStateException failure) {
			return 0;
		}

	}

	static class AnyThere extends Called {

		AnyThere(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		public String call() {
			return super.call();
		}

		@Retryable(notRecoverable = IllegalStateException.class)
		public String strict() {
			return super.call();
		}

		@Recover
		String recovered(Throwable failure) {
			return "recovered";
		}

	}

	static class AnyHere extends Called {

		AnyHere(Backend backend) {
			super(backend);
		}

		@Override
		@Fallback(value = "any", method = "recovered")
		public String call() {
			return super.call();
		}

		String recovered(Throwable failure) {
			return "recovered";
		}

	}

}
