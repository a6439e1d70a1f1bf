package dev.resilience.spring.config;

import java.nio.file.Path;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Names with characters that Boot drops in silence, so that two could become one. */
class DroppedNamesTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a/b", "x@y", "ü", "漢字", "-", "_", "-a" })
	void aPolicyThatBootWouldCallOtherwiseIsAMistake(String name) {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies:
				  other.retry:
				  "%s.retry.max-attempts": 2
				""".formatted(name))).map(Mistake::toString)
			.containsExactly("resilience.policies." + name
					+ " (application.yml:3) has a name that Spring Boot does not "
					+ "take as it is written: outside of brackets it drops all but the letters A to Z, digits, - and _. "
					+ "Write it in brackets and quotes, \"[" + name + "]\", or choose another name.");
	}

	@Test
	void twoThatWouldBecomeOneAreBothNamed() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies:
				  "a b": {retry: {max-attempts: 2}, circuit: }
				  "a/b": {retry: {max-attempts: 3}}
				""")).extracting(Mistake::place)
			.containsExactly("resilience.policies.a b (application.yml:2)",
					"resilience.policies.a/b (application.yml:3)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a/b", "ü", "a.b", "-", "[x]", "漢字", "7", "quote_service", "UPPER" })
	void inBracketsAPolicyHasAnyName(String name) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience.policies:
				  "[%s]":
				    retry.max-attempts: 7
				""".formatted(name))) {
			assertThat(context.getBean(ResilienceEngine.class).find(name).spec().retry().maxAttempts()).isEqualTo(7);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "''", "'[ ]'", "'..'" })
	void aPolicyWithoutANameIsAMistake(String name) {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies:
				  %s: {retry: {max-attempts: 2}}
				""".formatted(name))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.origin()).isEqualTo("application.yml:2");
			assertThat(mistake.remedy()).containsAnyOf("Give it a name", "Give the policy a name");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "resilience", "resilience.policies.payments", "resilience.policies.payments.retry" })
	void aKeyOfWhichNothingIsLeftIsUnknown(String section) {
		assertThat(Contexts.mistakes(this.directory, section + ":\n  ü: 1")).map(Mistake::description)
			.containsExactly(section + ".ü (application.yml:2) is not a key that is known");
	}

	@Test
	void anAnswerMayHaveAnyKeys() {
		assertThat(Contexts.mistakes(this.directory,
				"resilience.policies.payments.fallback.value: {ü: 1, 'a b': {'': 2}}"))
			.isEmpty();
	}

}
