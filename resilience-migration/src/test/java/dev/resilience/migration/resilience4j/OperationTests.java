package dev.resilience.migration.resilience4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.resilience4j.Resilience4j.Here;
import dev.resilience.migration.resilience4j.Resilience4j.There;
import dev.resilience.spring.autoconfigure.ResilienceHealthAutoConfiguration;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakersHealthIndicatorAutoConfiguration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Meters, endpoints and health, each in a web application of its own. */
@TrialsOf(Guide.FROM_RESILIENCE4J)
class OperationTests {

	private static ConfigurableApplicationContext there;

	private static ConfigurableApplicationContext here;

	@BeforeAll
	static void start() {
		there = application(TheirBeans.class, "dev\\.resilience\\..*|.*resilience4j.*(bulkhead|ratelimiter|Timer).*",
				"resilience4j.retry.instances.any.wait-duration=1ms", "resilience4j.retry.instances.any.max-attempts=2",
				"resilience4j.circuitbreaker.instances.critical.register-health-indicator=true",
				"resilience4j.circuitbreaker.instances.tolerated.register-health-indicator=true",
				"resilience4j.circuitbreaker.instances.critical.allow-health-indicator-to-fail=true",
				"resilience4j.timelimiter.instances.any.timeout-duration=10ms",
				"management.health.circuitbreakers.enabled=true");
		here = application(OurBeans.class, "io\\.github\\.resilience4j\\..*",
				"resilience.policies.any.retry.max-attempts=2", "resilience.policies.any.retry.backoff.delay=1ms",
				"resilience.policies.any.time-limit.timeout=10ms", "resilience.policies.tolerated.circuit.enabled=true",
				"resilience.policies.critical.circuit.enabled=true", "resilience.health.down-when-open=critical",
				"management.health.circuits.enabled=true", "management.endpoint.circuits.access=unrestricted");
		There theirs = there.getBean(There.class);
		Here ours = here.getBean(Here.class);
		for (int call = 1; call <= 3; call++) {
			catchThrowable(theirs::both);
			catchThrowable(ours::both);
		}
		catchThrowable(() -> theirs.limited().get());
		catchThrowable(() -> ours.limited().get());
	}

	@AfterAll
	static void stop() {
		there.close();
		here.close();
	}

	private static ConfigurableApplicationContext application(Class<?> beans, String without, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("server.port=0");
		all.add("server.address=127.0.0.1");
		all.add("management.endpoints.web.exposure.include=*");
		all.add("management.endpoint.health.show-details=always");
		all.add("spring.autoconfigure.exclude="
				+ StreamSupport.stream(ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
					.filter((name) -> name.matches(without))
					.collect(Collectors.joining(",")));
		return new SpringApplicationBuilder(Boot.class, beans).bannerMode(Banner.Mode.OFF)
			.properties(all.toArray(new String[0]))
			.run();
	}

	private static Meter meter(ConfigurableApplicationContext application, String name, String... tags) {
		return application.getBean(MeterRegistry.class).get(name).tags(tags).meter();
	}

	private static double value(ConfigurableApplicationContext application, String name, String... tags) {
		return meter(application, name, tags).measure().iterator().next().getValue();
	}

	@Test
	@Row(before = "resilience4j.circuitbreaker.state", after = "resilience.circuit.state")
	@Row(before = "resilience4j.circuitbreaker.calls", after = "resilience.circuit.calls")
	@Row(before = "resilience4j.circuitbreaker.not.permitted.calls",
			after = "resilience.circuit.calls, outcome rejected")
	@Row(before = "resilience4j.circuitbreaker.failure.rate", after = "resilience.circuit.failure.rate")
	@Row(before = "resilience4j.circuitbreaker.slow.call.rate", after = "resilience.circuit.slow.call.rate")
	@Row(before = "resilience4j.circuitbreaker.buffered.calls, resilience4j.circuitbreaker.slow.calls",
			after = "window of /actuator/circuits")
	void metersOfCircuits() {
		assertThat(value(there, "resilience4j.circuitbreaker.state", "name", "tolerated", "state", "closed")).isOne();
		assertThat(value(here, "resilience.circuit.state", "circuit", "tolerated", "state", "open")).isZero();
		assertThat(meter(there, "resilience4j.circuitbreaker.calls", "name", "any").getId().getType())
			.isEqualTo(Meter.Type.TIMER);
		assertThat(value(there, "resilience4j.circuitbreaker.calls", "name", "any", "kind", "failed")).isEqualTo(6);
		assertThat(List.of("successful", "ignored")).allSatisfy(
				(kind) -> assertThat(value(there, "resilience4j.circuitbreaker.calls", "name", "any", "kind", kind))
					.isZero());
		assertThat(meter(here, "resilience.circuit.calls", "circuit", "any").getId().getType())
			.isEqualTo(Meter.Type.COUNTER);
		assertThat(value(here, "resilience.circuit.calls", "circuit", "any", "outcome", "failure")).isEqualTo(3);
		assertThat(List.of("success", "ignored", "rejected")).allSatisfy(
				(outcome) -> assertThat(value(here, "resilience.circuit.calls", "circuit", "any", "outcome", outcome))
					.isZero());
		assertThat(value(there, "resilience4j.circuitbreaker.not.permitted.calls", "name", "any")).isZero();
		assertThat(value(there, "resilience4j.circuitbreaker.failure.rate", "name", "any")).isEqualTo(-1);
		assertThat(value(here, "resilience.circuit.failure.rate", "circuit", "any")).isNaN();
		assertThat(value(there, "resilience4j.circuitbreaker.slow.call.rate", "name", "any")).isEqualTo(-1);
		assertThat(value(here, "resilience.circuit.slow.call.rate", "circuit", "any")).isNaN();
		assertThat(value(there, "resilience4j.circuitbreaker.buffered.calls", "name", "any", "kind", "failed"))
			.isEqualTo(6);
		assertThat(value(there, "resilience4j.circuitbreaker.slow.calls", "name", "any", "kind", "failed")).isZero();
		JsonNode window = Http.json(here, "/actuator/circuits/any").get("window");
		assertThat(window.get("calls").asInt()).isEqualTo(3);
		assertThat(window.get("slowCalls").asInt()).isZero();
	}

	@Test
	@Row(before = "resilience4j.retry.calls", after = "resilience.retry.calls")
	@Row(before = "resilience4j.timelimiter.calls", after = "resilience.time.limit.calls")
	void metersOfRetriesAndTimeLimits() {
		assertThat(value(there, "resilience4j.retry.calls", "name", "any", "kind", "failed_with_retry")).isEqualTo(3);
		assertThat(List.of("successful_without_retry", "successful_with_retry", "failed_without_retry")).allSatisfy(
				(kind) -> assertThat(value(there, "resilience4j.retry.calls", "name", "any", "kind", kind)).isZero());
		assertThat(value(here, "resilience.retry.calls", "policy", "any", "outcome", "exhausted")).isEqualTo(3);
		assertThat(List.of("first_try", "after_retry", "aborted")).allSatisfy(
				(outcome) -> assertThat(value(here, "resilience.retry.calls", "policy", "any", "outcome", outcome))
					.isZero());
		assertThat(value(there, "resilience4j.timelimiter.calls", "name", "any", "kind", "timeout")).isOne();
		assertThat(List.of("successful", "failed")).allSatisfy(
				(kind) -> assertThat(value(there, "resilience4j.timelimiter.calls", "name", "any", "kind", kind))
					.isZero());
		assertThat(value(here, "resilience.time.limit.calls", "policy", "any", "outcome", "timed_out")
				+ value(here, "resilience.time.limit.calls", "policy", "any", "outcome", "overrun"))
			.isOne();
		assertThat(value(here, "resilience.time.limit.calls", "policy", "any", "outcome", "completed")).isZero();
	}

	@Test
	@Row(before = "GET /actuator/circuitbreakers", after = "GET /actuator/circuits")
	@Row(before = "GET /actuator/circuitbreakerevents", after = "GET /actuator/circuits/{name}")
	@Row(before = "GET /actuator/retries, GET /actuator/timelimiters", after = "GET /actuator/resilience")
	void endpointsThatAreRead() {
		assertThat(Http.json(there, "/actuator/circuitbreakers").at("/circuitBreakers/any/state").asString())
			.isEqualTo("CLOSED");
		JsonNode circuit = Http.json(here, "/actuator/circuits").at("/circuits/any");
		assertThat(circuit.get("state").asString()).isEqualTo("CLOSED");
		assertThat(circuit.has("lastFailure")).isTrue();
		assertThat(Http.json(there, "/actuator/circuitbreakerevents").get("circuitBreakerEvents")).isNotEmpty();
		assertThat(Http.json(here, "/actuator/circuits/any").get("events")).isNotEmpty();
		assertThat(Http.status(there, "/actuator/retries")).isEqualTo(200);
		assertThat(Http.status(there, "/actuator/timelimiters")).isEqualTo(200);
		assertThat(Http.json(here, "/actuator/resilience").at("/policies/any/retry/max-attempts/value").asInt())
			.isEqualTo(2);
		assertThat(List.of("circuitbreakers", "circuitbreakerevents", "retries", "timelimiters"))
			.allSatisfy((path) -> assertThat(Http.status(here, "/actuator/" + path)).isEqualTo(404));
	}

	@Test
	@Row(before = "POST /actuator/circuitbreakers/{name}", after = "POST /actuator/circuits/{name}")
	@Row(before = "health contributor circuitBreakers", after = "health contributor circuits")
	@Row(before = "register-health-indicator", after = "management.health.circuits.enabled")
	@Row(before = "allow-health-indicator-to-fail", after = "resilience.health.down-when-open")
	void circuitsAreOpenedByHandAndTurnTheHealth() {
		assertThat(Http.post(there, "/actuator/circuitbreakers/tolerated", "{\"updateState\": \"FORCE_OPEN\"}"))
			.isEqualTo(200);
		assertThat(Http.post(here, "/actuator/circuits/tolerated", "{\"action\": \"force-open\"}")).isEqualTo(200);
		assertThat(Http.status(there, "/actuator/health")).isEqualTo(200);
		assertThat(Http.status(here, "/actuator/health")).isEqualTo(200);
		assertThat(Http.json(there, "/actuator/health").at("/components/circuitBreakers/details").has("tolerated"))
			.isTrue();
		assertThat(Http.json(here, "/actuator/health").at("/components/circuits/status").asString()).isEqualTo("UP");
		assertThat(Http.post(there, "/actuator/circuitbreakers/critical", "{\"updateState\": \"FORCE_OPEN\"}"))
			.isEqualTo(200);
		assertThat(Http.status(there, "/actuator/health")).isEqualTo(200);
		there.getBean(CircuitBreakerRegistry.class).circuitBreaker("critical").transitionToOpenState();
		assertThat(Http.post(here, "/actuator/circuits/critical", "{\"action\": \"force-open\"}")).isEqualTo(200);
		assertThat(Http.status(there, "/actuator/health")).isEqualTo(503);
		assertThat(Http.json(here, "/actuator/health").at("/components/circuits/status").asString()).isEqualTo("DOWN");
		assertThat(Http.status(here, "/actuator/health")).isEqualTo(503);
		for (String name : List.of("tolerated", "critical")) {
			assertThat(Http.post(there, "/actuator/circuitbreakers/" + name, "{\"updateState\": \"CLOSE\"}"))
				.isEqualTo(200);
			assertThat(Http.post(here, "/actuator/circuits/" + name, "{\"action\": \"close\"}")).isEqualTo(200);
		}
	}

	@Test
	void healthIsOffAndWritesAreRefusedByDefault() throws IOException {
		Resilience4j.application()
			.withConfiguration(AutoConfigurations.of(CircuitBreakersHealthIndicatorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean("circuitBreakersHealthIndicator"));
		Resilience4j.application("management.health.circuitbreakers.enabled=true")
			.withBean(StatusAggregator.class, StatusAggregator::getDefault)
			.withConfiguration(AutoConfigurations.of(CircuitBreakersHealthIndicatorAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("circuitBreakersHealthIndicator"));
		Applications.ours("any")
			.withConfiguration(AutoConfigurations.of(ResilienceHealthAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
		assertThat(new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(StandardCharsets.UTF_8))
			.containsPattern("\"management.endpoint.circuits.access\"[^}]*\"defaultValue\": \"read_only\"");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Boot {

	}

	@Configuration(proxyBeanMethods = false)
	static class TheirBeans {

		@Bean
		There there() {
			return new There(down());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OurBeans {

		@Bean
		Here here() {
			return new Here(down());
		}

		@Bean
		dev.resilience.circuit.Circuit tolerated(dev.resilience.circuit.Circuits circuits) {
			return circuits.get("tolerated");
		}

		@Bean
		dev.resilience.circuit.Circuit critical(dev.resilience.circuit.Circuits circuits) {
			return circuits.get("critical");
		}

	}

	/** Six failed attempts, and then a future that nobody completes. */
	private static Backend down() {
		IllegalStateException failure = new IllegalStateException("down");
		return Backend.answering(new CompletableFuture<String>(), failure, failure, failure, failure, failure, failure);
	}

}
