package dev.resilience.spring.fallback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Which of several fallbacks answers. */
class FallbackChoiceTests {

	@Test
	void theMostSpecificExceptionThatMatchesWins() {
		assertThat(answer(new ConnectException())).isEqualTo("connect");
		assertThat(answer(new SocketException())).isEqualTo("socket");
		assertThat(answer(new IOException())).isEqualTo("io with argument");
		assertThat(answer(new IllegalStateException())).isEqualTo("any");
	}

	@ParameterizedTest
	@MethodSource
	void wrappersAreLookedThrough(Exception wrapper) {
		assertThat(answer(wrapper)).isEqualTo("connect");
	}

	static Exception[] wrappersAreLookedThrough() {
		ConnectException cause = new ConnectException("down");
		return new Exception[] { new ExecutionException(cause), new CompletionException(cause),
				new UndeclaredThrowableException(cause), new ResourceAccessException("I/O error", cause),
				new ExecutionException(new CompletionException(cause)) };
	}

	@Test
	void otherCausesAreNotLookedThrough() {
		assertThat(answer(new IllegalStateException(new ConnectException()))).isEqualTo("any");
		assertThat(answer(new UncheckedIOException(new ConnectException()))).isEqualTo("any");
	}

	@Test
	void aFallbackThatTakesTheWrapperItselfIsGivenTheWrapper() {
		Script script = Script.failing(new ExecutionException(new ConnectException()));
		runner(script).withBean(OfWrapper.class).run((context) -> {
			assertThat(context.getBean(OfWrapper.class).quote()).isEqualTo("wrapper");
		});
	}

	@Test
	void whereNoneMatchesTheCallerGetsTheSameFailure() {
		IllegalStateException failure = new IllegalStateException("down");
		runner(Script.failing(failure)).withBean(Picky.class)
			.run((context) -> assertThatException().isThrownBy(context.getBean(Picky.class)::quote)
				.isSameAs(failure)
				.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty()));
	}

	@Test
	void aWrapperWhoseCauseNoneMatchesGoesOnAsItIs() {
		ExecutionException failure = new ExecutionException(new IllegalStateException("down"));
		runner(Script.failing(failure)).withBean(Picky.class)
			.run((context) -> assertThatException().isThrownBy(context.getBean(Picky.class)::quote).isSameAs(failure));
	}

	@Test
	void aParameterThatCouldBeArgumentOrFailureIsTheArgument() {
		Script script = Script.failing(new IllegalStateException("failure"));
		runner(script).withBean(OfException.class)
			.run((context) -> assertThat(
					context.getBean(OfException.class).handle(new IllegalStateException("argument")))
				.isEqualTo("argument"));
	}

	@Test
	void ofTwoThatTakeTheArgumentsTheMoreSpecificOneWinsAsInJava() {
		for (int i = 0; i < 5; i++) {
			runner(Script.failing()).withBean(Overloaded.class).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Overloaded.class).quote("text")).isEqualTo("String");
			});
		}
	}

	private static String answer(Exception failure) {
		String[] answer = new String[1];
		runner(Script.failing(failure)).withBean(Client.class).run((context) -> {
			assertThat(context).hasNotFailed();
			answer[0] = context.getBean(Client.class).quote("text");
		});
		return answer[0];
	}

	private static ApplicationContextRunner runner(Script script) {
		return Contexts.runner().withBean(Script.class, () -> script);
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Fallback(method = "instead")
		public String quote(String text) throws IOException {
			return this.script.play();
		}

		String instead() {
			return "any";
		}

		String instead(IOException failure) {
			return "io";
		}

		String instead(String text, IOException failure) {
			return "io with " + ((text != null) ? "argument" : "nothing");
		}

		String instead(ConnectException failure) {
			return "connect";
		}

		String instead(String text, SocketException failure) {
			return "socket";
		}

		String instead(SocketTimeoutException failure) {
			return "timeout";
		}

	}

	static class OfWrapper {

		private final Script script;

		OfWrapper(Script script) {
			this.script = script;
		}

		@Fallback(method = "instead")
		public String quote() throws Exception {
			return this.script.play();
		}

		String instead(ExecutionException failure) {
			return "wrapper";
		}

		String instead(IOException failure) {
			return "io";
		}

	}

	static class Picky {

		private final Script script;

		Picky(Script script) {
			this.script = script;
		}

		@Fallback(method = "instead")
		public String quote() throws Exception {
			return this.script.play();
		}

		String instead(IOException failure) {
			return "io";
		}

	}

	static class OfException {

		private final Script script;

		OfException(Script script) {
			this.script = script;
		}

		@Fallback(method = "instead")
		public String handle(Exception argument) {
			return this.script.play();
		}

		String instead(Exception argumentOrFailure) {
			return argumentOrFailure.getMessage();
		}

	}

	static class Overloaded {

		private final Script script;

		Overloaded(Script script) {
			this.script = script;
		}

		@Fallback(method = "instead")
		public String quote(String text) {
			return this.script.play();
		}

		String instead(Object text) {
			return "Object";
		}

		String instead(CharSequence text) {
			return "CharSequence";
		}

		String instead(String text) {
			return "String";
		}

	}

}
