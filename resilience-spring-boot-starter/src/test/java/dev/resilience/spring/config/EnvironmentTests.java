package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Environment variables, which belong to the machine and not to us alone. */
class EnvironmentTests {

	private static final String YAML = """
			resilience:
			  policies:
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
	void aVariableThatNobodyKnowsIsNoMistake() {
		with(Map.of("RESILIENCE_HOME", "/opt/resilience"),
				(engine) -> assertThat(engine.find("payments").spec().retry().maxAttempts()).isEqualTo(2));
	}

	private void with(Map<String, Object> variables, Consumer<ResilienceEngine> test) {
		try (ConfigurableApplicationContext context = Contexts.application()
			.initializers((created) -> created.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables)))
			.run(Contexts.arguments(this.directory, YAML))) {
			test.accept(context.getBean(ResilienceEngine.class));
		}
	}

}
