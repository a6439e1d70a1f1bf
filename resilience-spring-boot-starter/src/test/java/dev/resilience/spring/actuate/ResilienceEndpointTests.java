package dev.resilience.spring.actuate;

import java.nio.file.Path;
import java.util.List;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A policy can be understood from {@code /actuator/resilience} alone. */
class ResilienceEndpointTests {

	@TempDir
	private static Path directory;

	private static WebApplication application;

	private static JsonNode inventory;

	@BeforeAll
	static void start() {
		application = new WebApplication(directory, """
				management.endpoints.web.exposure.include: resilience
				resilience:
				  order: [fallback, retry, circuit, time-limit]
				  failures:
				    rules:
				    - {exception: java.lang.IllegalStateException, category: CONNECTION}
				  defaults:
				    time-limit:
				      timeout: 4s
				  policies:
				    http:
				      retry:
				        backoff: {delay: 250ms}
				        abort-on: [java.net.UnknownHostException]
				    quotes:
				      base: http
				      retry:
				        max-attempts: 4
				      circuit.window.size: 10
				      fallback:
				        value: {price: 7, tags: [old]}
				    idle:
				      enabled: false
				      retry.enabled: false
				""", Quotes.class);
		inventory = application.get("/actuator/resilience").json();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void everyProtectedMethodIsListedWithItsPoliciesInTheirOrder() {
		assertThat(inventory.get("methods").valueStream().map((method) -> method.get("signature").asString()))
			.containsExactly("Quote quote(String)", "String quote(String, int)", "void refresh()", "String title()");
		JsonNode method = inventory.get("methods").get(0);
		assertThat(method.get("method").asString()).isEqualTo(Quotes.class.getName() + "#quote");
		assertThat(method.get("order")).hasToString("[\"fallback\",\"retry\",\"circuit\"]");
		assertThat(method.get("policies"))
			.hasToString("{\"fallback\":\"quotes\",\"retry\":\"quotes\",\"circuit\":\"quotes\"}");
		assertThat(method.has("fallbackMethods")).isFalse();
	}

	@Test
	void fallbackMethodsAreListed() {
		JsonNode method = inventory.get("methods").get(3);
		assertThat(method.get("policies")).hasToString("{\"fallback\":\"none\",\"time-limit\":\"quotes\"}");
		assertThat(method.get("fallbackMethods"))
			.hasToString("[\"String instead(IllegalStateException)\",\"String instead()\"]");
	}

	@Test
	void whatIsSwitchedOffIsNotInTheOrder() {
		JsonNode method = inventory.get("methods").get(2);
		assertThat(method.get("policies")).hasToString("{\"retry\":\"idle\"}");
		assertThat(method.get("order")).isEmpty();
		JsonNode idle = inventory.get("policies").get("idle");
		assertThat(idle.get("enabled")).hasToString(
				"{\"value\":false,\"source\":\"policy\",\"property\":\"resilience.policies.idle.enabled\",\"origin\":\"application.yml:23\"}");
		assertThat(idle.get("retry").get("enabled").get("value").asBoolean()).isFalse();
		assertThat(idle.get("circuit").get("enabled").get("value").asBoolean()).isTrue();
	}

	@Test
	void aValueOfThePolicyItselfNamesItsLine() {
		holds("quotes", "retry", "max-attempts", "4", "policy", "resilience.policies.quotes.retry.max-attempts",
				"application.yml:18");
		holds("quotes", "circuit", "window.size", "10", "policy", "resilience.policies.quotes.circuit.window.size",
				"application.yml:19");
	}

	@Test
	void aValueOfTheBaseNamesTheBase() {
		assertThat(inventory.get("policies").get("quotes").get("bases")).hasToString("[\"http\"]");
		holds("quotes", "retry", "backoff.delay", "\"250ms\"", "base", "resilience.policies.http.retry.backoff.delay",
				"application.yml:13");
		holds("quotes", "retry", "abort-on", "[\"java.net.UnknownHostException\"]", "base",
				"resilience.policies.http.retry.abort-on", "application.yml:14");
	}

	@Test
	void aValueOfTheDefaultsNamesTheDefaults() {
		holds("quotes", "time-limit", "timeout", "\"4s\"", "defaults", "resilience.defaults.time-limit.timeout",
				"application.yml:9");
	}

	@Test
	void aValueThatNobodyWritesIsTheDefaultThatHolds() {
		JsonNode circuit = inventory.get("policies").get("quotes").get("circuit");
		assertThat(circuit.get("failure-threshold")).hasToString("{\"value\":5,\"source\":\"default\"}");
		// never above the window's size
		assertThat(circuit.get("window.minimum-calls")).hasToString("{\"value\":10,\"source\":\"default\"}");
		assertThat(circuit.has("slow-call-duration")).isFalse();
	}

	@Test
	void theAnswerOfAFallbackIsShownAsItWasWritten() {
		JsonNode fallback = inventory.get("policies").get("quotes").get("fallback");
		assertThat(fallback.get("value").get("value")).hasToString("{\"price\":7,\"tags\":[\"old\"]}");
		assertThat(fallback.get("value").get("property").asString())
			.isEqualTo("resilience.policies.quotes.fallback.value");
		assertThat(fallback.get("empty")).hasToString("{\"value\":false,\"source\":\"default\"}");
	}

	@Test
	void aSectionHasItsKeysAndNothingElse() {
		JsonNode quotes = inventory.get("policies").get("quotes");
		assertThat(quotes.propertyNames()).containsExactly("bases", "enabled", "fallback", "circuit", "retry",
				"time-limit");
		assertThat(quotes.get("fallback").propertyNames()).containsExactlyInAnyOrder("enabled", "on", "skip-on",
				"empty", "value");
		assertThat(quotes.get("time-limit").propertyNames()).containsExactlyInAnyOrder("enabled", "timeout",
				"interrupt", "run-on");
		assertThat(quotes.get("retry").propertyNames()).containsExactlyInAnyOrder("enabled", "max-attempts",
				"backoff.delay", "backoff.multiplier", "backoff.max-delay", "backoff.jitter", "retry-on", "abort-on",
				"retry-after-max", "budget.ratio", "budget.min-per-second");
		assertThat(inventory.toString()).doesNotContain("java.home", "user.dir", "environment");
	}

	@Test
	void whatHoldsForTheWholeApplicationIsThere() {
		JsonNode settings = inventory.get("settings");
		assertThat(settings.get("order")).hasToString("{\"value\":[\"fallback\",\"retry\",\"circuit\",\"time-limit\"],"
				+ "\"source\":\"property\",\"property\":\"resilience.order\",\"origin\":\"application.yml:3\"}");
		assertThat(settings.get("failures.rules").get("value"))
			.hasToString("[{\"exception\":\"java.lang.IllegalStateException\",\"category\":\"CONNECTION\"}]");
		assertThat(settings.get("failures.rules").get("origin").asString()).isEqualTo("application.yml:6");
		assertThat(settings.get("workers.max")).hasToString("{\"value\":256,\"source\":\"default\"}");
	}

	private static void holds(String policy, String section, String key, String value, String source, String property,
			String origin) {
		JsonNode found = inventory.get("policies").get(policy).get(section).get(key);
		assertThat(found.get("value")).hasToString(value);
		assertThat(List.of(found.get("source").asString(), found.get("property").asString(),
				found.get("origin").asString()))
			.containsExactly(source, property, origin);
	}

	record Quote(int price, List<String> tags) {
	}

	static class Quotes {

		@Resilient("quotes")
		public Quote quote(String name) {
			return new Quote(1, List.of());
		}

		@CircuitProtected("http")
		public String quote(String name, int count) {
			return name;
		}

		@Retryable("idle")
		public void refresh() {
			// nothing to do
		}

		@TimeLimited("quotes")
		@Fallback(method = "instead")
		public String title() {
			return "";
		}

		String instead() {
			return "";
		}

		String instead(IllegalStateException failure) {
			return "";
		}

	}

}
