package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Environment variables, which belong to the machine and not to us alone. */
class EnvironmentTests {

	private static final String YAML = """
			resilience:
			  policies:
			    quote-service: {retry.max-attempts: 2, fallback.value: 5}
			    payments:
			      retry.max-attempts: 2
			""";

	@TempDir
	private Path directory;

	@Test
	void aVariableOverridesAKeyOfTheFile() {
		with(Map.of("RESILIENCE_POLICIES_PAYMENTS_RETRY_MAXATTEMPTS", "7",
				"RESILIENCE_POLICIES_PAYMENTS_CIRCUIT_FAILURETHRESHOLD", "9"), (engine) -> {
					assertThat(engine.find("payments").spec().retry().maxAttempts()).isEqualTo(7);
					assertThat(engine.find("payments").spec().circuit().failureThreshold()).isEqualTo(9);
				});
	}

	@Test
	void aVariableCanHoldAListAndAFallbackValue() {
		with(Map.of("RESILIENCE_POLICIES_PAYMENTS_RETRY_RETRYON", "java.io.IOException",
				"RESILIENCE_POLICIES_PAYMENTS_FALLBACK_VALUE", "instead"), (engine) -> {
					assertThat(engine.find("payments").spec().retry().retryOn().classes()).hasSize(1);
					assertThat(engine.find("payments").spec().fallback().value().make(String.class))
						.isEqualTo("instead");
				});
	}

	@Test
	void aVariableForANameWithADashMakesNoSecondPolicy() {
		with(Map.of("RESILIENCE_POLICIES_QUOTESERVICE_RETRY_MAXATTEMPTS", "5",
				"RESILIENCE_POLICIES_QUOTESERVICE_FALLBACK_VALUE", "instead"), (engine) -> {
					assertThat(engine.policies()).extracting(Policy::name).containsExactly("payments", "quote-service");
					assertThat(engine.find("quote-service").spec().retry().maxAttempts()).isEqualTo(5);
					assertThat(engine.find("quote-service").spec().fallback().value().make(String.class))
						.isEqualTo("instead");
				});
	}

	@Test
	void aWrongFallbackValueOfAVariableIsToldOfTheVariable() {
		Map<String, Object> variables = Map.of("RESILIENCE_POLICIES_QUOTESERVICE_FALLBACK_VALUE", "many");
		assertThatException().isThrownBy(() -> with(variables, (engine) -> {
		}, Numbers.class))
			.withMessageContaining("RESILIENCE_POLICIES_QUOTESERVICE_FALLBACK_VALUE")
			.withMessageContaining("is 'many', which is no int");
	}

	@Test
	void aVariableThatNobodyKnowsIsNoMistake() {
		with(Map.of("RESILIENCE_HOME", "/opt/resilience"),
				(engine) -> assertThat(engine.find("payments").spec().retry().maxAttempts()).isEqualTo(2));
	}

	private void with(Map<String, Object> variables, Consumer<ResilienceEngine> test, Class<?>... sources) {
		try (ConfigurableApplicationContext context = Contexts.application(sources)
			.initializers((created) -> created.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables)))
			.run(Contexts.arguments(this.directory, YAML))) {
			test.accept(context.getBean(ResilienceEngine.class));
		}
	}

	static class Numbers {

		@Fallback("quote-service")
		public int count() {
			return 1;
		}

	}

}
