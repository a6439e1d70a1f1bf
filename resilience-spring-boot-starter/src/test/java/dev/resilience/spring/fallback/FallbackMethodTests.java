package dev.resilience.spring.fallback;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a fallback method may look like, and what it is given. */
class FallbackMethodTests {

	@Test
	void itMayTakeAllArguments() {
		with(Client.class, (client) -> assertThat(client.arguments("a", 1)).isEqualTo("a1"));
	}

	@Test
	void itMayTakeNone() {
		with(Client.class, (client) -> assertThat(client.none("a", 1)).isEqualTo("none"));
	}

	@Test
	void itMayTakeTheFailureToo() {
		with(Client.class, (client) -> {
			assertThat(client.argumentsAndFailure("a", 1)).isEqualTo("a1 down");
			assertThat(client.failureOnly("a", 1)).isEqualTo("down");
		});
	}

	@Test
	void itRunsOnTheObjectItselfAndSeesItsFields() {
		with(Client.class, (client) -> assertThat(client.field()).isEqualTo("from the field"));
	}

	@Test
	void primitivesFitTheirWrappersAndTheOtherWayRound() {
		with(Client.class, (client) -> {
			assertThat(client.primitive(3)).isEqualTo(3);
			assertThat(client.wrapper(4)).isEqualTo(4);
		});
	}

	@Test
	void aVoidMethodTakesAnyFallback() {
		with(Client.class, (client) -> {
			client.nothing();
			client.nothingOfNumber(1);
		});
	}

	@Test
	void charactersStayWhatTheyAreUnlessTheyAreWidened() {
		with(Client.class, (client) -> {
			assertThat(client.character()).isEqualTo('c');
			assertThat(client.anything()).isEqualTo('c');
			assertThat(client.code()).isEqualTo('c');
		});
	}

	@Test
	void ofTwoThatTakeThePrimitiveTheOneWithoutABoxAnswersAsInJava() {
		with(Client.class, (client) -> assertThat(client.overloaded(3)).isEqualTo("long"));
	}

	@Test
	void aMoreSpecificThirdSettlesWhatTwoWouldLeaveOpen() {
		with(Client.class, (client) -> assertThat(client.settled("a")).isEqualTo("String"));
	}

	@Test
	void itMayReturnNull() {
		with(Client.class, (client) -> assertThat(client.wrapper(-1)).isNull());
	}

	@Test
	void whatItThrowsGoesToTheCallerAsItIs() {
		with(Client.class, (client) -> {
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(client::failsToo)
				.withMessage("fallback")
				.withNoCause()
				.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
		});
	}

	@Test
	void anErrorIsNotSwallowed() {
		with(Client.class, (client) -> assertThatExceptionOfType(StackOverflowError.class).isThrownBy(client::error));
	}

	@Test
	void aCancellationIsNotSwallowed() {
		with(Client.class, (client) -> {
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(client::cancelled);
			assertThat(Thread.interrupted()).isFalse();
		});
	}

	@Test
	void itAnswersWithoutAPolicyAtAll() {
		Contexts.runner().withBean(Client.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Client.class).none("a", 1)).isEqualTo("none");
		});
	}

	private static <T> void with(Class<T> type, Consumer<T> test) {
		Contexts.runner().withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(type));
		});
	}

	static class Client {

		private final String field = "from the field";

		@Fallback(method = "withArguments")
		public String arguments(String text, int number) {
			throw new IllegalStateException("down");
		}

		String withArguments(String text, int number) {
			return text + number;
		}

		@Fallback(method = "withNothing")
		public String none(String text, int number) {
			throw new IllegalStateException("down");
		}

		String withNothing() {
			return "none";
		}

		@Fallback(method = "withBoth")
		public String argumentsAndFailure(String text, int number) {
			throw new IllegalStateException("down");
		}

		String withBoth(String text, int number, Throwable failure) {
			return text + number + " " + failure.getMessage();
		}

		@Fallback(method = "withFailure")
		public String failureOnly(String text, int number) {
			throw new IllegalStateException("down");
		}

		String withFailure(RuntimeException failure) {
			return failure.getMessage();
		}

		@Fallback(method = "ofField")
		public String field() {
			throw new IllegalStateException("down");
		}

		private String ofField() {
			return this.field;
		}

		@Fallback(method = "boxed")
		public int primitive(int number) {
			throw new IllegalStateException("down");
		}

		private Integer boxed(Integer number) {
			return number;
		}

		@Fallback(method = "unboxed")
		public Integer wrapper(Integer number) {
			throw new IllegalStateException("down");
		}

		private Integer unboxed(int number) {
			return (number < 0) ? null : number;
		}

		@Fallback(method = "boxed")
		public void nothing() {
			throw new IllegalStateException("down");
		}

		private String boxed() {
			return "dropped";
		}

		@Fallback(method = "boxed")
		public void nothingOfNumber(int number) {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "letter")
		public Character character() {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "letter")
		public Object anything() {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "letter")
		public int code() {
			throw new IllegalStateException("down");
		}

		private char letter() {
			return 'c';
		}

		@Fallback(method = "which")
		public String overloaded(int number) {
			throw new IllegalStateException("down");
		}

		private String which(Integer number) {
			return "Integer";
		}

		private String which(long number) {
			return "long";
		}

		@Fallback(method = "text")
		public String settled(String text) {
			throw new IllegalStateException("down");
		}

		private String text(CharSequence text) {
			return "CharSequence";
		}

		private String text(Comparable<String> text) {
			return "Comparable";
		}

		private String text(String text) {
			return "String";
		}

		@Fallback(method = "failing")
		public String failsToo() throws IOException {
			throw new IOException("down");
		}

		private String failing() throws IOException {
			throw new FileNotFoundException("fallback");
		}

		@Fallback(method = "withNothing")
		public String error() {
			throw new StackOverflowError();
		}

		@Fallback(method = "withNothing")
		public String cancelled() throws InterruptedException {
			throw new InterruptedException();
		}

	}

}
