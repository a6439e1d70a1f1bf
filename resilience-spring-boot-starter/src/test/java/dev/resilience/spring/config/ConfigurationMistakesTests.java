package dev.resilience.spring.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that cannot be meant stop the start, with key, file and line. */
class ConfigurationMistakesTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			retry.max-attempts                  | 0     | at least 1
			retry.max-attempts                  | -1    | at least 1
			retry.backoff.delay                 | -1ms  | between 0ms and 365d
			retry.backoff.delay                 | 400d  | between 0ms and 365d
			retry.backoff.multiplier            | 0.5   | at least 1.0
			retry.backoff.max-delay             | -1s   | between 0ms and 365d
			retry.backoff.jitter                | 1.5   | between 0.0 and 1.0
			retry.backoff.jitter                | -0.1  | between 0.0 and 1.0
			retry.backoff.jitter                | NaN   | between 0.0 and 1.0
			retry.retry-after-max               | -1s   | between 0ms and 365d
			retry.budget.ratio                  | 1.1   | between 0.0 and 1.0
			retry.budget.min-per-second         | -1    | at least 0
			circuit.failure-threshold           | -1    | between 0
			circuit.failure-threshold-span      | -1s   | between 0ms and 365d
			circuit.failure-rate-threshold      | 101   | between 0.0 and 100.0
			circuit.failure-rate-threshold      | -1    | between 0.0 and 100.0
			circuit.slow-call-duration          | 0s    | at least 1us
			circuit.slow-call-rate-threshold    | 200   | between 0.0 and 100.0
			circuit.window.size                 | 0     | between 1
			circuit.window.duration             | 0s    | at least 1us
			circuit.window.minimum-calls        | 0     | at least 1
			circuit.window.minimum-calls        | 101   | at most window.size, which is 100
			circuit.open-duration               | 0s    | at least 1us
			circuit.open-duration-multiplier    | 0.9   | at least 1.0
			circuit.open-duration-max           | 0s    | at least 1us
			circuit.half-open.permitted-calls   | 0     | between 1
			circuit.half-open.success-threshold | 0     | at least 1
			circuit.half-open.max-duration      | 0s    | at least 1us
			time-limit.timeout                  | 0s    | at least 1us
			time-limit.timeout                  | -5s   | at least 1us
			time-limit.total                    | 0s    | at least 1us
			""")
	void aValueOutOfRangeIsNamedWithFileAndLine(String key, String value, String allowed) {
		List<Mistake> mistakes = Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    payments:
				      %s: %s
				""".formatted(key, value));
		assertThat(mistakes).anySatisfy((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.policies.payments." + key);
			assertThat(mistake.origin()).isEqualTo("application.yml:4");
			assertThat(mistake.what()).contains(allowed);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			retry.max-attempts           | many    | a whole number
			retry.max-attempts           | 2.5     | a whole number
			retry.max-attempts           | 99999999999 | a whole number
			retry.backoff.delay          | soon    | a duration such as
			retry.backoff.delay          | 5 parsecs | a duration such as
			retry.backoff.multiplier     | double  | a number
			retry.enabled                | perhaps | true or false
			enabled                      | perhaps | true or false
			circuit.window.type          | sliding | count, time
			time-limit.run-on            | moon    | caller, worker
			time-limit.interrupt         | maybe   | true or false
			fallback.empty               | half    | true or false
			retry                        | often   | a section
			circuit.window               | 100     | a section
			""")
	void aValueOfTheWrongTypeIsNamedWithFileAndLine(String key, String value, String allowed) {
		List<Mistake> mistakes = Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    payments:
				      %s: %s
				""".formatted(key, value));
		assertThat(mistakes).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.policies.payments." + key);
			assertThat(mistake.origin()).isEqualTo("application.yml:4");
			assertThat(mistake.what()).contains("'" + value + "'", allowed);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			resilience.enabled                  | perhaps | true or false
			resilience.failures.unknown         | maybe   | transient, permanent
			resilience.logging.include-messages | some    | true or false
			resilience.policies                 | payments | section
			resilience.policies.payments        | three   | section
			resilience.defaults                 | none    | section
			resilience.failures                 | none    | section
			resilience                          | off-course | section
			""")
	void aWrongTypeOutsideOfAPolicyIsNamedToo(String key, String value, String allowed) {
		assertThat(Contexts.mistakes(this.directory, key + ": " + value)).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo(key);
			assertThat(mistake.origin()).isEqualTo("application.yml:1");
			assertThat(mistake.what()).contains("'" + value + "'", allowed);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			resilience.policies.payments.retry.max-attempt        | max-attempts
			resilience.policies.payments.retry.backof.delay       | backoff
			resilience.policies.payments.retrys.max-attempts      | retry
			resilience.policies.payments.circuit.window.sise      | size
			resilience.policies.payments.circuit.half-opened      | half-open
			resilience.policies.payments.timeout                  | time-limit
			resilience.policy.payments.retry.max-attempts         | policies
			resilience.default.retry.max-attempts                 | defaults
			resilience.defaults.retry.max-atempts                 | max-attempts
			resilience.failures.unkown                            | unknown
			resilience.enable                                     | enabled
			""")
	void anUnknownKeyIsAMistakeThatNamesTheNearest(String key, String nearest) {
		assertThat(Contexts.mistakes(this.directory, "unrelated: 1\n" + key + ": 1")).singleElement()
			.satisfies((mistake) -> {
				assertThat(key).startsWith(mistake.where());
				assertThat(mistake.origin()).isEqualTo("application.yml:2");
				assertThat(mistake.toString()).contains(nearest);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			enabled                    | [false]     | is a list, it must be true or false
			base                       | [http]      | is a list, it must be a text
			base                       | {x: y}      | is a map, it must be a text
			retry                      | [a, b]      | is a list, it must be a section
			retry.max-attempts         | [7]         | is a list, it must be a whole number
			retry.max-attempts         | {a: 1}      | is a map, it must be a whole number
			retry.backoff              | [1ms, 2]    | is a list, it must be a section
			retry.retry-on             | {a: b}      | is a map, it must be a list
			circuit.window             | [count, 9]  | is a list, it must be a section
			circuit.window.type        | [count]     | is a list, it must be one of count, time
			time-limit.timeout         | {s: 2}      | is a map, it must be a duration
			""")
	void aListOrAMapWhereThereShouldBeSomethingElseIsOneMistake(String key, String value, String what) {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    http.retry:
				    payments:
				      %s: %s
				""".formatted(key, value))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.policies.payments." + key);
			assertThat(mistake.origin()).isEqualTo("application.yml:5");
			assertThat(mistake.what()).startsWith(what);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			resilience.defaults | [a]
			resilience.workers  | [1]
			resilience.health   | [p]
			resilience.logging  | [a]
			resilience.failures | [x]
			""")
	void aListInThePlaceOfASectionIsAMistakeEverywhere(String key, String value) {
		assertThat(Contexts.mistakes(this.directory, key + ": " + value)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString())
				.startsWith(key + " (application.yml:1) is a list, it must be a section"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "quoteService", "quote_service", "UPPER", "quote-service" })
	void aPolicyIsFoundUnderTheNameThatTheUserHasChosen(String name) {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    %s:
				      base: nobody
				      retry.max-attempts: 0
				      rety: 1
				""".formatted(name))).extracting(Mistake::place)
			.containsExactlyInAnyOrder("resilience.policies." + name + ".base (application.yml:4)",
					"resilience.policies." + name + ".retry.max-attempts (application.yml:5)",
					"resilience.policies." + name + ".rety (application.yml:6)");
	}

	@Test
	void twoWaysToWriteOneNameAreAMistake() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies:
				  quote-service.retry:
				  quoteService.circuit:
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString())
				.startsWith("resilience.policies.quote-service (application.yml:2) is written in several ways")
				.contains("quote-service, quoteService"));
	}

	@Test
	void aPlaceholderThatNothingResolvesIsNamedAsSuch() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.payments.retry.max-attempts: ${ATTEMPTS}"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("'${ATTEMPTS}', which nothing resolves",
					"give it a default"));
		assertThat(
				Contexts.mistakes(this.directory, "resilience.policies.payments.retry.max-attempts: ${ATTEMPTS:many}"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("that is 'many', it must be a whole number")
				.doesNotContain("which nothing resolves"));
	}

	@Test
	void aClassInAListIsNamedWithItsOwnLineAndItsLikelyName() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies.payments.retry.retry-on:
				- java.io.IOException
				- ConnectException
				- java.net.SocketTimeoutException
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.place()).isEqualTo("resilience.policies.payments.retry.retry-on[1] (application.yml:3)");
			assertThat(mistake.remedy()).contains("Did you mean java.net.ConnectException?");
		});
	}

	@Test
	void aRuleThatMatchesEveryMessageIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.failures.rules:
				- {message: '', category: TIMEOUT}
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("would match every message"));
	}

	@Test
	void twoFilesOfOneNameAreToldApart() throws IOException {
		Path config = Files.createDirectory(this.directory.resolve("config"));
		Files.writeString(config.resolve("application.yml"), "resilience.policies.payments.retry.max-attempts: 0");
		assertThat(Contexts.mistakes(this.directory, """
				spring.config.import: config/application.yml
				resilience.policies.payments.circuit.open-duration: 0s
				""")).extracting(Mistake::origin)
			.containsExactlyInAnyOrder("config/application.yml:1", "application.yml:2");
	}

	@Test
	void anUnknownKeyOfARuleIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  failures:
				    rules:
				    - exception: java.io.IOException
				      category: SERVER_ERROR
				      mesage: typo
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("rules[0].mesage", "application.yml:6",
					"message"));
	}

	@Test
	void aTotalBelowTheTimeoutIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    payments:
				      time-limit:
				        timeout: 2s
				        total: 1s
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.description())
				.startsWith("resilience.policies.payments.time-limit.total (application.yml:6) is 1s");
			assertThat(mistake.what()).contains("at least timeout, which is 2s");
		});
	}

	@Test
	void aTotalBelowATimeoutThatIsInheritedIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  defaults:
				    time-limit.timeout: 10s
				  policies:
				    payments:
				      time-limit.total: 1s
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.where())
				.isEqualTo("resilience.policies.payments.time-limit.total"));
	}

	@Test
	void aMistakeOfTheBaseIsNamedThere() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    parent:
				      retry:
				        max-attempts: 0
				    payments:
				      base: parent
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.policies.parent.retry.max-attempts");
			assertThat(mistake.origin()).isEqualTo("application.yml:5");
		});
	}

	@Test
	void aMistakeOfTheDefaultsIsNamedThere() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  defaults:
				    retry:
				      max-attempts: 0
				  policies:
				    payments:
				    orders:
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.defaults.retry.max-attempts");
			assertThat(mistake.origin()).isEqualTo("application.yml:4");
		});
	}

	@Test
	void aMistakeOfTheDefaultsIsFoundAlsoWhereThereIsNoPolicy() {
		assertThat(Contexts.mistakes(this.directory, "resilience.defaults.retry.max-attempts: 0")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "base, parent", "enabled, false" })
	void theDefaultsHaveSectionsOnly(String key, String value) {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  defaults.%s: %s
				  policies.parent.retry.max-attempts: 2
				""".formatted(key, value))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.where()).isEqualTo("resilience.defaults." + key));
	}

	@Test
	void anUnknownBaseIsAMistakeThatNamesTheNearest() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    parent:
				      retry:
				    payments:
				      base: parrent
				""")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString())
				.startsWith("resilience.policies.payments.base (application.yml:6) is 'parrent', which is no policy")
				.contains("Did you mean parent"));
	}

	@Test
	void aCircleOfBasesIsAMistake() {
		List<Mistake> mistakes = Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    one: {base: two}
				    two: {base: three}
				    three: {base: one}
				""");
		assertThat(mistakes).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString())
				.startsWith("resilience.policies.one.base (application.yml:3) leads back to 'one'")
				.contains("one -> two -> three -> one"));
	}

	@Test
	void aPolicyThatIsItsOwnBaseIsAMistake() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.one.base: one")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("resilience.policies.one.base",
					"application.yml:1", "circle"));
	}

	@Test
	void aPolicyCannotBeCalledNone() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.none.retry.max-attempts: 2")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.where()).isEqualTo("resilience.policies.none"));
	}

}
