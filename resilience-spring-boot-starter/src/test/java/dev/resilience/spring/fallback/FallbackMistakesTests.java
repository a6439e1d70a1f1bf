package dev.resilience.spring.fallback;

import java.util.List;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Fallbacks that cannot answer stop the start. */
class FallbackMistakesTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry();

	@Test
	void aMissingMethodIsAMistakeThatNamesTheNearest() {
		assertThat(only(Mistyped.class)).contains("Mistyped#quote", "'cachedQoute'", "does not have",
				"Did you mean cachedQuote", "String cachedQoute(String)");
	}

	@Test
	void theMethodItselfIsNoFallback() {
		assertThat(only(Itself.class)).contains("Itself#quote", "names itself as its fallback");
	}

	@Test
	void aFallbackWithoutAnAnswerIsAMistake() {
		assertThat(only(Nothing.class)).contains("Nothing#quote", "fallback without an answer",
				"@Fallback(method = \"...\")");
	}

	@Test
	void aFallbackOfAPolicyWithoutAnAnswerIsAMistake() {
		assertThat(only(OfPolicy.class)).contains("OfPolicy#quote", "fallback without an answer",
				"neither fallback.value nor fallback.empty");
	}

	@Test
	void aValueThatDoesNotBindToTheReturnTypeIsAMistake() {
		List<Mistake> mistakes = Contexts.mistakes(this.runner.withBean(OfNumber.class)
			.withPropertyValues("resilience.policies.payments.fallback.value=many"));
		assertThat(mistakes).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("OfNumber#count",
					"needs an answer of type int", "resilience.policies.payments.fallback.value"));
	}

	@Test
	void twoFallbacksOfWhichJavaCouldNotChooseAreAMistake() {
		assertThat(only(Ambiguous.class)).contains("Ambiguous#quote", "instead(CharSequence)", "instead(Comparable");
	}

	@Test
	void aFallbackForErrorsIsAMistakeBecauseNobodyCallsIt() {
		assertThat(only(OfError.class))
			.contains("String instead(AssertionError) takes an Error, and those are never answered");
	}

	@Test
	void fallbacksInACircleAreAMistake() {
		assertThat(Contexts.mistakes(this.runner.withBean(Left.class).withBean(Right.class))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Left#quote", "leads back to it"));
	}

	@Test
	void fallbacksInACircleInAGenericSuperclassAreAMistake() {
		assertThat(Contexts.mistakes(this.runner.withBean(OfGenericCircle.class))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("leads back to it"));
	}

	@Test
	void fallbacksInACircleInOneClassAreAMistake() {
		assertThat(Contexts.mistakes(this.runner.withBean(Circle.class))).isNotEmpty();
	}

	private String only(Class<?> bean) {
		List<Mistake> mistakes = Contexts.mistakes(this.runner.withBean(bean));
		assertThat(mistakes).hasSize(1);
		return mistakes.get(0).toString();
	}

	static class Mistyped {

		@Fallback(method = "cachedQoute")
		public String quote(String name) {
			return name;
		}

		String cachedQuote(String name) {
			return name;
		}

	}

	static class Itself {

		@Fallback(method = "quote")
		public String quote(String name) {
			return name;
		}

	}

	static class Nothing {

		@Fallback
		public String quote() {
			return "";
		}

	}

	static class OfPolicy {

		@Fallback("payments")
		public String quote() {
			return "";
		}

	}

	static class OfNumber {

		@Fallback("payments")
		public int count() {
			return 1;
		}

	}

	static class Ambiguous {

		@Fallback(method = "instead")
		public String quote(String name) {
			return name;
		}

		String instead(CharSequence name) {
			return "";
		}

		String instead(Comparable<String> name) {
			return "";
		}

	}

	static class OfError {

		@Fallback(method = "instead")
		public String quote() {
			return "";
		}

		String instead(AssertionError failure) {
			return "";
		}

	}

	static class Left {

		@Fallback(bean = Right.class, method = "quote")
		public String quote() {
			return "";
		}

	}

	static class Right {

		@Fallback(bean = Left.class, method = "quote")
		public String quote() {
			return "";
		}

	}

	static class Circle {

		@Fallback(method = "second")
		public String first() {
			return "";
		}

		@Fallback(method = "first")
		public String second() {
			return "";
		}

	}

	static class GenericCircle<T> {

		@Fallback(method = "second")
		public T first(T key) {
			return key;
		}

		@Fallback(method = "first")
		public String second(String key) {
			return key;
		}

	}

	static class OfGenericCircle extends GenericCircle<String> {

	}

}
