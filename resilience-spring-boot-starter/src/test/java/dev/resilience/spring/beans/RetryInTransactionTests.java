package dev.resilience.spring.beans;

import java.nio.file.Path;

import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A retry inside of a running transaction repeats what cannot be undone. */
@ExtendWith(OutputCaptureExtension.class)
class RetryInTransactionTests {

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext context;

	private Client client;

	@BeforeEach
	void start() {
		this.context = Contexts.start(this.directory, """
				logging.level.dev.resilience: warn
				resilience:
				  policies:
				    payments:
				      retry:
				      time-limit:
				    once.retry.max-attempts: 1
				""", Transactions.class, Client.class, Enabled.class);
		this.client = this.context.getBean(Client.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void isAWarningOnceForEachMethod(CapturedOutput output) {
		inTransaction(this.client::charge);
		inTransaction(this.client::charge);
		inTransaction(this.client::refund);
		assertThat(output.getAll().lines().filter((line) -> line.contains("running transaction"))).hasSize(2)
			.anyMatch((line) -> line.startsWith("WARN")
					&& line.contains("RetryInTransactionTests$Client#charge is retried "
							+ "(policy 'payments') inside of a running transaction"))
			.anyMatch((line) -> line.contains("Client#refund is retried"));
	}

	@Test
	void isNoneWhereEachAttemptHasATransactionOfItsOwn(CapturedOutput output) {
		this.client.order();
		this.client.charge();
		assertThat(output).doesNotContain("running transaction");
	}

	@Test
	void isNoneWithoutARetry(CapturedOutput output) {
		inTransaction(this.client::limited);
		inTransaction(this.client::once);
		assertThat(output).doesNotContain("running transaction");
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(this.context.getBean(Transactions.class)).executeWithoutResult((status) -> work.run());
	}

	static class Client {

		@Retryable("payments")
		public void charge() {
			// nothing to do
		}

		@Retryable("payments")
		public void refund() {
			// nothing to do
		}

		@Retryable("payments")
		@Transactional
		public void order() {
			// nothing to do
		}

		@Retryable("once")
		public void once() {
			// nothing to do
		}

		@TimeLimited("payments")
		public void limited() {
			// nothing to do
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Enabled {

	}

}
