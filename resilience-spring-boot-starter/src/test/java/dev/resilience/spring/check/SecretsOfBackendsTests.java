package dev.resilience.spring.check;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;

import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What backends fail with holds addresses and passwords; nobody is told them. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsOfBackendsTests {

	private static final String CONFIGURATION = """
			logging.level.dev.resilience: trace
			management:
			  endpoints.web.exposure.include: '*'
			  endpoint.health.show-details: always
			  endpoint.health.group.all.include: '*'
			""";

	private static final List<String> PATHS = List.of("/actuator/health", "/actuator/health/backends",
			"/actuator/health/backends/orders", "/actuator/health/all", "/actuator/resilience", "/actuator/circuits",
			"/actuator/metrics");

	@TempDir
	private Path directory;

	@Test
	void healthAndInventoryTellTheClassAndTheCategory(CapturedOutput output) {
		try (WebApplication application = new WebApplication(this.directory, CONFIGURATION, Backends.class)) {
			for (String path : PATHS) {
				assertThat(application.get(path).body()).doesNotContain("s3cret");
			}
			assertThat(application.get("/actuator/health/backends/orders").body()).contains("java.net.ConnectException",
					"CONNECTION");
		}
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void aStartThatNeedsThemTellsNoMoreAndTheExceptionOfOursNeither(CapturedOutput output) {
		Throwable failure = catchThrowable(() -> Contexts.start(this.directory,
				CONFIGURATION + "resilience.checks.required-at-start: [orders, search]\n", Backends.class));
		assertThat(output).contains("2 backends that the start needs are not reachable",
				"java.net.ConnectException (CONNECTION)");
		assertThat(output).doesNotContain("s3cret");
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof BackendsUnreachableException) {
				assertThat(link.toString()).contains("orders, search").doesNotContain("s3cret");
				return;
			}
		}
		throw new AssertionError("The start did not fail for its backends", failure);
	}

	@Test
	void theReportOfTheStartShowsWhatIsWrongAndNoOtherValue(CapturedOutput output) {
		assertThat(catchThrowable(() -> Contexts.start(this.directory, """
				api.key: s3cret-key
				resilience:
				  password: s3cret-unknown
				  failures.rules:
				  - {message: s3cret-rule, category: TIMEOUT}
				  policies:
				    payments:
				      token: {value: s3cret-section}
				      retry.max-attempts: 0
				      fallback.value: ${api.key}
				"""))).isNotNull();
		assertThat(output).contains("resilience.password", "resilience.policies.payments.token",
				"resilience.policies.payments.retry.max-attempts (application.yml:9) is 0");
		assertThat(output).doesNotContain("s3cret");
	}

	@Configuration(proxyBeanMethods = false)
	static class Backends {

		@Bean
		BackendCheck orders() {
			return BackendCheck.of("orders", () -> {
				ConnectException failure = new ConnectException("s3cret-message");
				failure.initCause(new IllegalStateException("s3cret-cause"));
				failure.addSuppressed(new IllegalStateException("s3cret-suppressed"));
				throw failure;
			});
		}

		@Bean
		BackendCheck search() {
			return BackendCheck.of("search", () -> {
				throw new IllegalStateException("s3cret-message") {

					@Override
					public String toString() {
						return "s3cret-text";
					}

				};
			});
		}

	}

}
