package dev.resilience.spring.actuate;

import java.nio.file.Path;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application hides in Boot's endpoints is hidden in the inventory too. */
class HiddenValuesTests {

	private static final String CONFIGURATION = """
			management.endpoints.web.exposure.include: resilience
			tenant.token: s3cret-token
			resilience:
			  failures.rules:
			  - {message: quota of s3cret-tenant, category: RATE_LIMITED}
			  - {message: maintenance, category: SERVER_ERROR}
			  policies:
			    plain:
			      retry.max-attempts: 4
			      fallback.value: s3cret-text
			    object:
			      fallback.value:
			        name: nobody
			        token: ${tenant.token}
			        parts: [{token: s3cret-part}, {name: last}]
			""";

	@TempDir
	private Path directory;

	@Test
	void withoutAWordOfTheApplicationValuesAreShownAsTheyHold() {
		JsonNode inventory = inventory(Quotes.class);
		assertThat(inventory.toString()).contains("s3cret-tenant", "s3cret-text", "s3cret-token", "s3cret-part");
	}

	@Test
	void whatTheApplicationHidesIsHiddenPartByPart() {
		JsonNode inventory = inventory(Quotes.class, Hiding.class);
		assertThat(inventory.toString()).doesNotContain("s3cret");
		JsonNode policies = inventory.get("policies");
		assertThat(policies.at("/plain/fallback/value")).hasToString("{\"value\":\"******\",\"source\":\"policy\","
				+ "\"property\":\"resilience.policies.plain.fallback.value\",\"origin\":\"application.yml:10\"}");
		assertThat(policies.at("/object/fallback/value/value")).hasToString(
				"{\"name\":\"nobody\",\"token\":\"******\",\"parts\":[{\"token\":\"******\"},{\"name\":\"last\"}]}");
		assertThat(inventory.at("/settings/failures.rules/value")).hasToString(
				"[{\"message\":\"******\",\"category\":\"RATE_LIMITED\"},{\"message\":\"maintenance\",\"category\":\"SERVER_ERROR\"}]");
		assertThat(policies.at("/plain/retry/max-attempts/value").asInt()).isEqualTo(4);
		assertThat(policies.at("/plain/time-limit/timeout/value").asString()).isEqualTo("30s");
	}

	private JsonNode inventory(Class<?>... sources) {
		try (WebApplication application = new WebApplication(this.directory, CONFIGURATION, sources)) {
			return application.get("/actuator/resilience").json();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Hiding {

		@Bean
		SanitizingFunction tokens() {
			return SanitizingFunction.sanitizeValue().ifKeyContains("token");
		}

		@Bean
		SanitizingFunction answerOfPlain() {
			return SanitizingFunction.sanitizeValue().ifKeyEquals("resilience.policies.plain.fallback.value");
		}

		@Bean
		SanitizingFunction firstRule() {
			return SanitizingFunction.sanitizeValue().ifKeyContains("rules[0].message");
		}

	}

	static class Quotes {

		@Fallback("plain")
		public String plain() {
			throw new IllegalStateException();
		}

		@Fallback("object")
		public Object object() {
			throw new IllegalStateException();
		}

	}

}
