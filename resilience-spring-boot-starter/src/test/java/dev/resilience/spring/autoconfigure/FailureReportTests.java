package dev.resilience.spring.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

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
				"  1. ", " 11. ", "For each:");
		assertThat(output).contains("resilience.order (application.yml:2)",
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
		assertThat(output).contains("The resilience configuration has 1 mistake:", "known are payments", """
				resilience:
				        policies:
				          shipping:
				            retry:
				""");
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

	static class Unknown {

		@Retryable("shipping")
		public void charge() {
			// nothing to do
		}

	}

}
