package dev.resilience.spring.config;

import java.nio.file.Path;

import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One mistake is one entry of the report, with its line, whatever follows from it. */
class ToldOnceTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					policies.a.retry.max-attempts  | .nan                            | is 'NaN', it must be a whole number
					policies.a.retry.max-attempts  | !!binary aGVsbG8=               | is '!!binary', it must be a whole number
					policies.a.time-limit.total    | 999ns                           | is 999ns, it must be at least 1us and at most 365d
					order                          | [[retry], circuit, fallback, x] | [0] is a list, it must be a text
					checks.optional                | [{a: b}]                        | [0] is a map, it must be a text
					failures.rules                 | [a]                             | [0] is 'a', it must be a section with keys of its own
					failures.rules                 | [[a]]                           | [0] is a list, it must be a section with keys of its own
					failures.rules                 | [{message: [a], category: TIMEOUT}] | [0].message is a list, it must be a text
					failures.rules                 | [{message: a, category: }]      | [0] needs a category, and an exception class, a message pattern or both
					failures.rules[5]              | {message: a, category: TIMEOUT} | comes after a gap, there is no [0]
					order[3]                       | retry                           | comes after a gap, there is no [0]
					policies.a.retry.retry-on[1]   | java.io.IOException             | comes after a gap, there is no [0]
					policies.a.fallback.on         | {~: 1}                          | is a map, it must be a list
					""")
	void whatFollowsFromAMistakeIsNone(String key, String value, String what) {
		assertThat(Contexts.mistakes(this.directory, "resilience." + key + ": " + value)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.description()
				.replace(" (application.yml:1)", "")
				.replace("[0] ", " [0] ")
				.replace("  ", " ")).startsWith("resilience." + key).endsWith(what));
	}

	@Test
	void aGapIsToldWithTheNextIndex() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.failures:
				  rules[0]: {message: a, category: TIMEOUT}
				  rules[1]: {message: b, category: TIMEOUT}
				  rules[7]: {message: c, category: TIMEOUT}
				""")).map(Mistake::toString)
			.containsExactly("resilience.failures.rules[7] (application.yml:4) comes after a gap, there is no [2]. "
					+ "Count the elements from [0] on, or write them as a list, without numbers.");
	}

	@Test
	void aTypeThatCannotBeIsNotOnTheClassPath() {
		String type = "java.io.IOException" + "[]".repeat(300);
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.a.retry.retry-on: " + type))
			.extracting(Mistake::what)
			.containsExactly("names " + type + ", which is not on the class path");
	}

}
