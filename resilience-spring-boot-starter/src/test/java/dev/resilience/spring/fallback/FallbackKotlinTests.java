package dev.resilience.spring.fallback;

import java.util.List;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import kotlin.Metadata;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fallbacks as Kotlin compiles them. The classes are what its compiler makes of
 * functions.
 */
class FallbackKotlinTests {

	@Test
	void anInternalFunctionIsFoundByItsNameInTheSource() {
		with(Internal.class, (client) -> assertThat(client.quote("a")).isEqualTo("internal a"));
	}

	@Test
	void aMisspeltInternalFunctionIsProposedByItsNameInTheSource() {
		assertThat(Contexts.onlyMistake(MistypedInternal.class)).contains("Did you mean cachedQuote?");
	}

	@Test
	void whatTheCompilerAddsIsNoFallback() {
		assertThat(Contexts.onlyMistake(OnlyAdded.class)).contains("'cachedQuote'", "does not have");
	}

	@Test
	void ofAJavaClassANameWithADollarIsAnotherName() {
		assertThat(Contexts.onlyMistake(OfJava.class)).contains("'cachedQuote'", "does not have");
	}

	@Test
	void aFunctionFromWhichNothingComesBackFitsAnyReturnType() {
		with(Nothing.class, (client) -> {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> client.quote("a"));
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> client.count("a"));
		});
	}

	@Test
	void ofAJavaClassAVoidFitsNothingElse() {
		assertThat(Contexts.onlyMistake(VoidOfJava.class)).contains("returns Void, which is no String");
	}

	@Test
	void aStaticFunctionOfTheCompanionIsAFallback() {
		with(WithCompanion.class, (client) -> assertThat(client.quote("a")).isEqualTo("companion a"));
	}

	@Test
	void parametersWithVarianceFit() {
		with(Variance.class, (client) -> assertThat(client.count(List.of("a", "b"))).isEqualTo(2));
	}

	@Test
	void aSuspendFunctionIsRefused() {
		assertThat(Contexts.onlyMistake(Suspending.class)).contains("'cachedQuote' that does not fit",
				"is a Kotlin suspend function, which only a coroutine can call");
	}

	private static <T> void with(Class<T> type, Consumer<T> test) {
		Contexts.runner().withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(type));
		});
	}

	@Metadata
	static class Internal {

		@Fallback(method = "cachedQuote")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public final String cachedQuote$my_module(String name) {
			return "internal " + name;
		}

		public static String cachedQuote$default(Internal self, String name, int mask, Object marker) {
			return "default";
		}

		private static String cachedQuote$lambda$0(String name) {
			return "lambda";
		}

		static String use() {
			return cachedQuote$lambda$0("");
		}

	}

	@Metadata
	static class MistypedInternal {

		@Fallback(method = "cachedQoute")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public final String cachedQuote$my_module(String name) {
			return "internal " + name;
		}

	}

	@Metadata
	static class OnlyAdded {

		@Fallback(method = "cachedQuote")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public static String cachedQuote$default(String name) {
			return "default";
		}

		public static String cachedQuote$lambda$0(String name) {
			return "lambda";
		}

		static String cachedQuote$lambda(String name) {
			return "lambda";
		}

	}

	static class OfJava {

		@Fallback(method = "cachedQuote")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public String cachedQuote$my_module(String name) {
			return "java";
		}

	}

	@Metadata
	static class Nothing {

		@Fallback(method = "refuse")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "refuse")
		public int count(String name) {
			throw new IllegalStateException("down");
		}

		private Void refuse(String name) {
			throw new UnsupportedOperationException();
		}

	}

	static class VoidOfJava {

		@Fallback(method = "refuse")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		private Void refuse(String name) {
			throw new UnsupportedOperationException();
		}

	}

	@Metadata
	static class WithCompanion {

		public static final Companion COMPANION = new Companion();

		@Fallback(method = "cachedQuote")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public static final String cachedQuote(String name) {
			return COMPANION.cachedQuote(name);
		}

		@Metadata
		static final class Companion {

			String cachedQuote(String name) {
				return "companion " + name;
			}

		}

	}

	@Metadata
	static class Variance {

		@Fallback(method = "cachedCount")
		public int count(List<? extends CharSequence> texts) {
			throw new IllegalStateException("down");
		}

		private int cachedCount(List<? extends CharSequence> texts) {
			return texts.size();
		}

	}

	@Metadata
	static class Suspending {

		@Fallback(method = "cachedQuote")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		public Object cachedQuote(String name, Continuation<? super String> continuation) {
			return name;
		}

	}

}
