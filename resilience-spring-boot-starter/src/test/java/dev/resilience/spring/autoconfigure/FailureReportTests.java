package dev.resilience.spring.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;

import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What is printed when the start is stopped. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

	@TempDir
	private Path directory;

	@Test
	void everyMistakeIsPrintedInOneReportWithWhatToDoAboutIt(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, """
				resilience:
				  order: [fallback, retry, time-limit]
				  policies:
				    payments:
				      base: nobody
				      retry:
				        max-attempts: 0
				        backoff:
				          delay: soon
				          jitter: 7
				        retry-on: [com.acme.Missing]
				      circuit:
				        window:
				          size: 10
				          minimum-calls: 11
				        wndow: 1
				""", Client.class, Other.class));
		assertThat(output).contains("APPLICATION FAILED TO START", "The resilience configuration has 11 mistakes:",
				"  1. ", " 11. ");
		assertThat(report(output)).contains("resilience.order (application.yml:2)",
				"resilience.policies.payments.base (application.yml:5) is 'nobody'",
				"resilience.policies.payments.retry.max-attempts (application.yml:7) is 0, it must be at least 1",
				"resilience.policies.payments.retry.backoff.delay (application.yml:9) is 'soon'",
				"resilience.policies.payments.retry.backoff.jitter (application.yml:10) is 7", "com.acme.Missing",
				"resilience.policies.payments.circuit.window.minimum-calls (application.yml:15) is 11",
				"resilience.policies.payments.circuit.wndow (application.yml:16)", "Did you mean window?",
				"FailureReportTests$Client#charge", "'paymets'", "Did you mean payments?",
				"FailureReportTests$Client#quote", "'cachedQoute'", "Did you mean cachedQuote?",
				"FailureReportTests$Other#later", "ScheduledFuture");
		assertThat(output).doesNotContain("\tat dev.resilience");
	}

	@Test
	void anUnknownPolicyComesWithYamlToPaste(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> Contexts.start(this.directory, "resilience.policies.payments.retry:", Unknown.class));
		assertThat(output).contains("The resilience configuration has 1 mistake:", "known are payments",
				"Add below\n     resilience.policies:\n       shipping:\n         retry:\n");
	}

	@ParameterizedTest
	@CsvSource({ "UnknownCircuit, circuit:", "UnknownTimeLimit, time-limit:", "UnknownFallback, fallback:" })
	void theYamlToPasteIsOfTheSectionThatTheAnnotationAsksFor(String client, String section, CapturedOutput output)
			throws ClassNotFoundException {
		Class<?> source = Class.forName(getClass().getName() + "$" + client);
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, "", source));
		assertThat(output).contains("         shipping:\n           " + section + "\n");
	}

	@Test
	void theReportFitsATerminalOf100Columns(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> Contexts.start(this.directory, "resilience.order: [fallback]", Client.class, Other.class));
		assertThat(report(output, "\n").lines()).isNotEmpty()
			.allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(100));
	}

	@Test
	void descriptionAndActionBothNameThePlace(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, "", Unknown.class));
		String report = report(output);
		assertThat(report.substring(0, report.indexOf("Action:"))).contains("FailureReportTests$Unknown#charge");
		assertThat(report.substring(report.indexOf("Action:"))).contains("FailureReportTests$Unknown#charge");
	}

	@Test
	void mistakesStandInTheOrderInWhichSomebodyLooksForThem(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, """
				resilience:
				  policies:
				    payments:
				      wrong: 1
				      retry.max-attempts: 0
				      circuit.failure-threshold: -1
				      time-limit:
				        timeout: 0s
				        tootal: 1s
				  order: []
				""", Unknown.class, Client.class));
		assertThat(report(output)).containsSubsequence("application.yml:4)", "application.yml:5)", "application.yml:6)",
				"application.yml:8)", "application.yml:9)", "application.yml:10)", "Client#charge", "Client#quote",
				"Unknown#charge", "Action:");
	}

	@Test
	void aClassLevelAnnotationIsOneMistakeHoweverManyMethodsItSpeaksFor(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, "", OnClass.class));
		assertThat(report(output)).contains("has 1 mistake:", "FailureReportTests$OnClass names the policy 'nobody'");
	}

	@Test
	void aBeanThatCallsTooEarlyDoesNotHideTheOtherMistakes(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory,
				"resilience.policies.payments.retry.max-attempts: 0", Early.class, Client.class, Unknown.class));
		assertThat(report(output)).contains("has 4 mistakes:", "max-attempts (application.yml:1)", "Client#charge",
				"Client#quote", "Unknown#charge");
	}

	@Test
	void codeThatAsksForAnUnknownPolicyIsReportedLikeAnAnnotation(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory,
				"resilience.policies.payments.retry.max-attempts: 0", InCode.class, Client.class));
		assertThat(report(output)).contains("has 4 mistakes:", "Client#charge", "Client#quote", "(application.yml:1)",
				"The constructor of " + InCode.class.getName() + " asks for the policy 'paymets'",
				"Did you mean payments?");
		assertThat(output).doesNotContain("\tat dev.resilience");
	}

	@Test
	void codeThatAsksForAReadyMadePolicyIsToldHowToHaveOne(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory,
				"resilience.policies.payments.retry.max-attempts: 2", AsksForReadyMade.class));
		assertThat(report(output).replaceAll("\\s+", " ")).contains("has 1 mistake:", "asks for the policy 'critical'",
				"or configure resilience.policies.critical with base: critical, which is ready-made and can only be a "
						+ "policy's base.");
	}

	@Test
	void severalAnnotationsWithOneUnknownPolicyAreOneMistake(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, "", Everywhere.class));
		assertThat(report(output)).contains("has 1 mistake:",
				"names the policy 'on' in @CircuitProtected, @Retryable, @TimeLimited", "none is configured");
		assertThat(output).contains("         \"[on]\":\n           circuit:", "\n           retry:",
				"\n           time-limit:");
	}

	@Test
	void anInheritedAnnotationIsOneMistakeWhereItStands(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Contexts.start(this.directory, "", OneHeir.class, OtherHeir.class));
		assertThat(report(output)).contains("has 1 mistake:", "FailureReportTests$Unknown#charge names");
	}

	@Test
	void aBeanThatIsMadeAfterTheStartTellsItsMistakes() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, "", Late.class)) {
			assertThatException().isThrownBy(() -> context.getBean("late"))
				.havingRootCause()
				.withMessageContaining("FailureReportTests$Hidden#charge is private");
		}
	}

	/** As if the terminal were as wide as it takes. */
	private static String report(CapturedOutput output) {
		return report(output, " ");
	}

	private static String report(CapturedOutput output, String newline) {
		String all = output.getAll();
		return all.substring(all.indexOf("APPLICATION FAILED TO START")).replaceAll("\n +", newline);
	}

	static class Client {

		@Retryable("paymets")
		public void charge() {
			// nothing to do
		}

		@Fallback(method = "cachedQoute")
		public String quote() {
			return "";
		}

		public String cachedQuote() {
			return "";
		}

	}

	static class Other {

		@Retryable("payments")
		public ScheduledFuture<String> later() {
			return null;
		}

	}

	static class Early {

		Early(Client client) {
			client.charge();
		}

	}

	static class AsksForReadyMade {

		AsksForReadyMade(Resilience resilience) {
			resilience.policy("critical");
		}

	}

	static class InCode {

		InCode(Resilience resilience) {
			resilience.policy("paymets");
		}

	}

	@Resilient("nobody")
	static class OnClass {

		public void charge() {
			// nothing to do
		}

		public void refund() {
			// nothing to do
		}

	}

	static class UnknownCircuit {

		@CircuitProtected("shipping")
		public void ship() {
			// nothing to do
		}

	}

	static class UnknownTimeLimit {

		@TimeLimited("shipping")
		public void ship() {
			// nothing to do
		}

	}

	static class UnknownFallback {

		@Fallback("shipping")
		public void ship() {
			// nothing to do
		}

	}

	static class Everywhere {

		@Retryable("on")
		@CircuitProtected("on")
		@TimeLimited("on")
		public void charge() {
			// nothing to do
		}

	}

	static class OneHeir extends Unknown {

	}

	static class OtherHeir extends Unknown {

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		@Lazy
		Object late() {
			return new Hidden();
		}

	}

	static class Hidden {

		@Fallback(method = "toString")
		private String charge() {
			return "";
		}

	}

	static class Unknown {

		@Retryable("shipping")
		public void charge() {
			// nothing to do
		}

	}

}
