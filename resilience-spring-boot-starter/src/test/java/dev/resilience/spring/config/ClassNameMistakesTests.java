package dev.resilience.spring.config;

import java.nio.file.Path;

import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Names of classes, beans and categories that mean nothing. */
class ClassNameMistakesTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "retry.retry-on", "retry.abort-on", "circuit.record", "circuit.ignore", "fallback.on",
			"fallback.skip-on" })
	void anUnknownClassIsAMistakeWithFileAndLine(String key) {
		int dot = key.indexOf('.');
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    payments:
				      %s:
				        %s:
				        - java.io.IOException
				        - com.acme.Missing
				""".formatted(key.substring(0, dot), key.substring(dot + 1)))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).startsWith("resilience.policies.payments." + key);
			assertThat(mistake.origin()).startsWith("application.yml:");
			assertThat(mistake.what()).contains("com.acme.Missing", "not on the class path");
		});
	}

	@Test
	void aListOnOneLineHasItsOriginToo() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.payments.retry.retry-on: com.acme.Missing"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.origin()).isEqualTo("application.yml:1"));
	}

	@Test
	void aClassThatIsNoExceptionIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.payments.retry.retry-on: [java.lang.String]"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("java.lang.String", "not an exception"));
	}

	@Test
	void anUnknownClassOfTheDefaultsIsToldOnce() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  defaults:
				    retry.retry-on: [com.acme.Missing]
				  policies:
				    payments:
				    orders:
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.where()).startsWith("resilience.defaults.retry.retry-on"));
	}

	@Test
	void aRuleMayNameAClassAPatternOrBoth() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  failures:
				    rules:
				    - {exception: java.lang.IllegalStateException, category: RATE_LIMITED}
				    - {message: 'quota .*', category: rate-limited}
				    - exception: java.lang.IllegalStateException
				      message: quota
				      category: SERVER_ERROR
				""")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{exception: com.acme.Missing, category: TIMEOUT}|com.acme.Missing",
			"{message: '(', category: TIMEOUT}|no regular expression", "{message: text}|needs a category",
			"{category: TIMEOUT}|an exception class, a message pattern or both",
			"{message: text, category: LATE}|LATE" })
	void aRuleThatMeansNothingIsAMistake(String ruleAndProblem) {
		String[] parts = ruleAndProblem.split("\\|");
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  failures:
				    rules:
				    - %s
				""".formatted(parts[0]))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).startsWith("resilience.failures.rules[0]");
			assertThat(mistake.origin()).isEqualTo("application.yml:4");
			assertThat(mistake.what()).contains(parts[1]);
		});
	}

	@Test
	void aResultPredicateThatDoesNotExistIsAMistake() {
		ApplicationContextRunner runner = Contexts.runner()
			.withPropertyValues("resilience.policies.payments.retry.retry-on-result=unfinished");
		assertThat(Contexts.mistakes(runner)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains(
					"resilience.policies.payments.retry.retry-on-result", "'unfinished'", "no bean of that name"));
		assertThat(Contexts.mistakes(runner.withBean("unfinished", String.class, () -> "text"))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("no Predicate", "java.lang.String"));
	}

	@Test
	void aResultPredicateThatIsMissingIsNamedWhereItIsWritten() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    parent:
				      retry:
				        retry-on-result: unfinished
				    payments:
				      base: parent
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.policies.parent.retry.retry-on-result");
			assertThat(mistake.origin()).isEqualTo("application.yml:5");
		});
	}

}
