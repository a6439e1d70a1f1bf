package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What somebody who may write the configuration, and nothing else, can make happen. */
class TrustedConfigurationTests {

	private static final List<String> INITIALIZED = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void forget() {
		INITIALIZED.clear();
	}

	@Test
	void aClassThatIsNamedIsNotInitialized() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience:
				  failures.rules:
				  - {exception: NAME$OfRule, category: TIMEOUT}
				  policies:
				    payments:
				      retry: {max-attempts: 2, backoff.delay: 1ms, retry-on: NAME$OfRetry, abort-on: NAME$OfAbort}
				      circuit: {record: NAME$OfRecord, ignore: NAME$OfIgnore}
				      fallback: {on: NAME$OfFallback, skip-on: NAME$OfSkip, empty: true}
				""".replace("NAME", getClass().getName()), Client.class)) {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Client.class).charge());
			assertThat(INITIALIZED).isEmpty();
		}
		assertThat(new OfRule()).isNotNull();
		assertThat(INITIALIZED).as("an initializer is noticed").containsExactly("OfRule");
	}

	@ParameterizedTest
	@ValueSource(strings = { "failures.rules: [{exception: NAME$NoException, category: TIMEOUT}]",
			"policies.payments.retry.retry-on: NAME$NoException", "policies.payments.circuit.record: NAME$NoException",
			"policies.payments.fallback.skip-on: NAME$NoException" })
	void aClassThatIsNoExceptionIsRefusedUninitialized(String yaml) {
		assertThat(Contexts.mistakes(this.directory, "resilience." + yaml.replace("NAME", getClass().getName())))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("NoException, which is not an exception"));
		assertThat(INITIALIZED).isEmpty();
	}

	@Test
	void aBeanThatIsNoPredicateIsRefusedUnmade() {
		assertThat(Contexts.mistakes(Contexts.runner()
			.withUserConfiguration(LaidUp.class)
			.withPropertyValues("resilience.policies.payments.retry.retry-on-result=laidUp"))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("'laidUp', which is no Predicate"));
		assertThat(INITIALIZED).isEmpty();
	}

	@Test
	void expressionsAreText() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience.policies.payments:
				  retry.max-attempts: 1
				  fallback.value: "#{T(java.lang.System).getProperty('user.home')}"
				""", Client.class)) {
			assertThat(context.getBean(Client.class).quote())
				.isEqualTo("#{T(java.lang.System).getProperty('user.home')}");
		}
	}

	@Test
	void whatYamlSaysIsNeverMadeAnObjectOfAClassThatItNames() {
		assertThat(
				catchThrowable(
						() -> Contexts.start(this.directory,
								"resilience.policies.payments.fallback.value: !!" + getClass().getName()
										+ "$NoException {}",
								Client.class)))
			.hasStackTraceContaining("Global tag is not allowed");
		assertThat(INITIALIZED).isEmpty();
	}

	static class Client {

		@Resilient("payments")
		public void charge() {
			throw new IllegalStateException();
		}

		@Resilient("payments")
		public String quote() {
			throw new IllegalStateException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LaidUp {

		@Bean
		@Lazy
		NoPredicate laidUp() {
			return new NoPredicate();
		}

	}

	static class NoException {

		static {
			INITIALIZED.add("NoException");
		}

	}

	static class NoPredicate {

		static {
			INITIALIZED.add("NoPredicate");
		}

	}

	static class OfRule extends RuntimeException {

		static {
			INITIALIZED.add("OfRule");
		}

	}

	static class OfRetry extends RuntimeException {

		static {
			INITIALIZED.add("OfRetry");
		}

	}

	static class OfAbort extends RuntimeException {

		static {
			INITIALIZED.add("OfAbort");
		}

	}

	static class OfRecord extends RuntimeException {

		static {
			INITIALIZED.add("OfRecord");
		}

	}

	static class OfIgnore extends RuntimeException {

		static {
			INITIALIZED.add("OfIgnore");
		}

	}

	static class OfFallback extends RuntimeException {

		static {
			INITIALIZED.add("OfFallback");
		}

	}

	static class OfSkip extends RuntimeException {

		static {
			INITIALIZED.add("OfSkip");
		}

	}

}
