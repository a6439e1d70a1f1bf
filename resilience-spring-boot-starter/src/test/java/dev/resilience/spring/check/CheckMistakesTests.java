package dev.resilience.spring.check;

import java.nio.file.Path;

import dev.resilience.annotation.Retryable;
import dev.resilience.check.BackendCheck;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with checks stands in the one report of the start. */
class CheckMistakesTests {

	@TempDir
	private Path directory;

	@Test
	void aNameThatNoCheckHasIsAMistakeWithTheNearestName() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  checks:
				    required-at-start: [search, vektor-store]
				    optional:
				    - search
				    - serch
				""", Stores.class)).map(Mistake::toString)
			.containsExactly(
					"resilience.checks.required-at-start[1] (application.yml:3) is 'vektor-store', "
							+ "which no bean of type BackendCheck has as its name. Did you mean vector-store?",
					"resilience.checks.optional[1] (application.yml:6) is 'serch', "
							+ "which no bean of type BackendCheck has as its name. Did you mean search?");
	}

	@Test
	void withoutAnyCheckThereIsNoneToName() {
		assertThat(Contexts.mistakes(this.directory, "resilience.checks.required-at-start: search"))
			.map(Mistake::toString)
			.containsExactly("resilience.checks.required-at-start (application.yml:1) is 'search', "
					+ "which no bean of type BackendCheck has as its name. There are none.");
	}

	@Test
	void twoChecksOfOneNameAreAMistake() {
		assertThat(Contexts.mistakes(this.directory, "", Stores.class, Twin.class)).map(Mistake::toString)
			.containsExactly("The bean 'twin' is a BackendCheck called 'search', as the bean 'searchCheck' is. "
					+ "Give each a name of its own.");
	}

	@Test
	void aCheckWithoutANameIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, "", Nameless.class)).map(Mistake::toString)
			.containsExactly("The bean 'blank' is a BackendCheck without a name. "
					+ "Have its name() say what the backend is called.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					timeout: 0s     | timeout (application.yml:1) is 0ms, it must be at least 1us and at most 365d. Correct the value, or leave the key out for its default, 2s.
					timeout: 366d   | timeout (application.yml:1) is 366d, it must be at least 1us and at most 365d. Correct the value, or leave the key out for its default, 2s.
					interval: -1s   | interval (application.yml:1) is -1s, it must be between 0ms and 365d. Correct the value, or leave the key out for its default, 10s.
					interval: soon  | interval (application.yml:1) is 'soon', it must be a duration such as 250ms, 2s or 1m. Correct the value, or leave the key out for its default.
					intervall: 10s  | intervall (application.yml:1) is not a key that is known. Did you mean interval?
					""")
	void aValueThatCannotBeMeantIsAMistake(String line, String mistake) {
		assertThat(Contexts.mistakes(this.directory, "resilience.checks." + line)).map(Mistake::toString)
			.containsExactly("resilience.checks." + mistake);
	}

	@Test
	void allMistakesStandInOneReport() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  checks: {interval: -1s, timeout: 0s, required-at-start: [nobody]}
				""", Stores.class, Twin.class, Client.class)).hasSize(5);
	}

	@Test
	void anIntervalOfNothingIsNoMistake() {
		assertThat(Contexts.mistakes(this.directory, "resilience.checks.interval: 0s", Stores.class)).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Stores {

		@Bean
		BackendCheck searchCheck() {
			return BackendCheck.of("search", () -> {
			});
		}

		@Bean
		@Lazy
		BackendCheck storeCheck() {
			return BackendCheck.of("vector-store", () -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Twin {

		@Bean
		@Lazy
		BackendCheck twin() {
			return BackendCheck.of("search", () -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nameless {

		@Bean
		BackendCheck blank() {
			return BackendCheck.of(" ", () -> {
			});
		}

	}

	static class Client {

		@Retryable("nobody")
		public void call() {
			// nothing to do
		}

	}

}
