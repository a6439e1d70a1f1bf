package dev.resilience.spring.aot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.core.SpringProperties;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Applications that start from what was generated ahead of time. */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

	private static final Map<String, Object> QUICK = Map.of("resilience.defaults.retry.backoff.delay", "1ms",
			"resilience.defaults.retry.backoff.max-delay", "2ms");

	private static final Map<String, Object> THREE_ATTEMPTS = with(
			Map.of("resilience.policies.quotes.retry.max-attempts", 3));

	@Test
	void retryAndFallbackHold() {
		new AheadOfTime(THREE_ATTEMPTS, Quotes.class).start(THREE_ATTEMPTS, (context) -> {
			Quotes quotes = context.getBean(Quotes.class);
			assertThat(quotes.quote("books")).isEqualTo("stored for books");
			assertThat(quotes.calls()).isEqualTo(3);
		});
	}

	@Test
	void theyHoldWhereSpringIsToldToUseWhatWasGenerated() {
		AheadOfTime application = new AheadOfTime(THREE_ATTEMPTS, Quotes.class);
		SpringProperties.setFlag("spring.aot.enabled");
		application.start(THREE_ATTEMPTS, (context) -> {
			Quotes quotes = context.getBean(Quotes.class);
			assertThat(quotes.quote("books")).isEqualTo("stored for books");
			assertThat(quotes.calls()).isEqualTo(3);
		});
	}

	@Test
	void thePoliciesAreThoseOfTheStartAndNotOfTheBuild() {
		AheadOfTime application = new AheadOfTime(THREE_ATTEMPTS, Quotes.class);
		application.start(with(Map.of("resilience.policies.quotes.retry.max-attempts", 5)), (context) -> {
			Quotes quotes = context.getBean(Quotes.class);
			assertThat(quotes.quote("books")).isEqualTo("stored for books");
			assertThat(quotes.calls()).isEqualTo(5);
		});
	}

	@Test
	void theStartSwitchesItOffAlthoughTheBuildHadItOn() {
		AheadOfTime application = new AheadOfTime(THREE_ATTEMPTS, Quotes.class);
		application.start(with(Map.of("resilience.enabled", false)), (context) -> {
			Quotes quotes = context.getBean(Quotes.class);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> quotes.quote("books"));
			assertThat(quotes.calls()).isOne();
		});
	}

	@Test
	void theStartSwitchesItOnAlthoughTheBuildHadItOff() {
		AheadOfTime application = new AheadOfTime(Map.of("resilience.enabled", false), Quotes.class);
		application.start(THREE_ATTEMPTS, (context) -> {
			Quotes quotes = context.getBean(Quotes.class);
			assertThat(quotes.quote("books")).isEqualTo("stored for books");
			assertThat(quotes.calls()).isEqualTo(3);
		});
	}

	@Test
	void aValueIsBoundToAReturnTypeThatTheBuildKnewNoValueOf() {
		AheadOfTime application = new AheadOfTime(Map.of("resilience.policies.quotes.fallback.empty", true),
				ValueClient.class);
		application.start(with(Map.of("resilience.policies.quotes.fallback.value[0].text", "none")),
				(context) -> assertThat(context.getBean(ValueClient.class).quotes())
					.containsExactly(new Quote("none")));
	}

	@Test
	void mistakesStopTheStartAndNotTheBuild() {
		Map<String, Object> wrong = with(Map.of("resilience.policies.quotes.retry.max-attempts", "many",
				"resilience.policies.quotes.retry.retry-on", "${nobody.knows}"));
		AheadOfTime application = new AheadOfTime(wrong, WrongClient.class);
		assertThatExceptionOfType(InvalidResilienceConfigurationException.class)
			.isThrownBy(() -> application.start(wrong, (context) -> {
			}))
			.satisfies((ex) -> assertThat(ex.mistakes()).extracting(Mistake::where)
				.contains("resilience.policies.quotes.retry.max-attempts", WrongClient.class.getName() + "#quote"));
	}

	private static Map<String, Object> with(Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>(QUICK);
		all.putAll(properties);
		return all;
	}

	static class Quotes {

		private final Script backend = Script.failing();

		@Retryable("quotes")
		@Fallback(method = "stored")
		public String quote(String article) {
			return this.backend.play();
		}

		private String stored(String article) {
			return "stored for " + article;
		}

		int calls() {
			return this.backend.calls();
		}

	}

	static class ValueClient {

		@Resilient("quotes")
		public List<Quote> quotes() {
			throw new IllegalStateException("down");
		}

	}

	record Quote(String text) {
	}

	static class WrongClient {

		@Fallback(method = "missing")
		public String quote() {
			return "";
		}

	}

}
