package dev.resilience.spring.actuate;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code /actuator/resilience} says of backends. */
class InventoryChecksTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include: resilience\n";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void everyBackendIsListedWithWhatIsKnownOfIt(WebApplicationType type) {
		try (WebApplication application = new WebApplication(type, this.directory, EXPOSED, Backends.class)) {
			WebApplication.Answer answer = application.get("/actuator/resilience");
			assertThat(answer.body()).doesNotContain("sesame");
			JsonNode checks = answer.json().get("checks");
			assertThat(checks.propertyNames()).containsExactly("orders", "search");
			JsonNode orders = checks.get("orders");
			assertThat(orders.propertyNames()).containsExactly("status", "latencyMillis", "at", "lastFailure");
			assertThat(orders.get("status").asString()).isEqualTo("DOWN");
			assertThat(orders.get("lastFailure").propertyNames()).containsExactly("type", "category", "at");
			assertThat(orders.get("lastFailure").get("type").asString()).isEqualTo("java.net.ConnectException");
			JsonNode search = checks.get("search");
			assertThat(search.propertyNames()).containsExactly("status", "latencyMillis", "at");
			assertThat(search.get("status").asString()).isEqualTo("UP");
		}
	}

	@Test
	void readingAsksAgainWhatIsOlderThanTheInterval() {
		try (WebApplication application = new WebApplication(this.directory, EXPOSED + "resilience.checks.interval: 1h",
				Backends.class)) {
			AtomicInteger asked = application.context().getBean(Backends.class).asked;
			assertThat(asked).hasValue(0);
			application.get("/actuator/resilience");
			application.get("/actuator/resilience");
			application.get("/actuator/health");
			assertThat(asked).hasValue(1);
		}
		try (WebApplication application = new WebApplication(this.directory, EXPOSED + "resilience.checks.interval: 0s",
				Backends.class)) {
			AtomicInteger asked = application.context().getBean(Backends.class).asked;
			application.get("/actuator/resilience");
			application.get("/actuator/resilience");
			assertThat(asked).hasValue(2);
		}
	}

	@Test
	void theSettingsSayWhereTheyComeFrom() {
		try (WebApplication application = new WebApplication(this.directory,
				EXPOSED + "resilience.checks.optional: [search]", Backends.class)) {
			JsonNode settings = application.get("/actuator/resilience").json().get("settings");
			assertThat(settings.get("checks.optional")).hasToString("{\"value\":[\"search\"],\"source\":\"property\","
					+ "\"property\":\"resilience.checks.optional\",\"origin\":\"application.yml:2\"}");
			assertThat(settings.get("checks.timeout")).hasToString("{\"value\":\"2s\",\"source\":\"default\"}");
		}
	}

	@Test
	void withoutAnyCheckNothingIsSaid() {
		try (WebApplication application = new WebApplication(this.directory, EXPOSED)) {
			assertThat(application.get("/actuator/resilience").json().has("checks")).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Backends {

		private final AtomicInteger asked = new AtomicInteger();

		@Bean
		BackendCheck orders() {
			return BackendCheck.of("orders", () -> {
				throw new ConnectException("password=sesame");
			});
		}

		@Bean
		BackendCheck search() {
			return BackendCheck.of("search", this.asked::incrementAndGet);
		}

	}

}
