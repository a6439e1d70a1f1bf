package dev.resilience.spring.actuate;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Script;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@code GET /actuator/circuits} of a real web application, on either kind of server. */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class CircuitsEndpointTests {

	@Parameter
	private WebApplicationType type;

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = new WebApplication(type, directory, """
				management.endpoints.web.exposure.include: circuits
				resilience:
				  policies:
				    payments:
				      circuit:
				        failure-threshold: 5
				        failure-threshold-span: 0s
				        failure-rate-threshold: 0
				        window: {size: 10, minimum-calls: 6}
				        half-open.max-duration: 5s
				    orders:
				      circuit:
				        slow-call-duration: 10s
				        window: {type: time, duration: 20s, minimum-calls: 3}
				        ignore: [java.io.FileNotFoundException]
				    unused:
				      circuit:
				""", Clients.class);
		Payments payments = application.context().getBean(Payments.class);
		for (int i = 0; i < 9; i++) {
			try {
				payments.charge("secret-argument");
			}
			catch (Exception ex) {
				// as the script has it
			}
		}
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@Test
	void anOpenCircuitLooksAsDocumented() {
		JsonNode all = application.get("/actuator/circuits").json();
		assertThat(all.propertyNames()).containsExactly("circuits");
		JsonNode payments = all.get("circuits").get("payments");
		assertThat(payments.propertyNames()).containsExactly("state", "since", "reason", "lastFailure", "nextProbeAt",
				"failureRate", "consecutiveFailures", "window", "totals");
		assertThat(payments.get("state").asString()).isEqualTo("OPEN");
		assertThat(payments.get("reason").asString()).isEqualTo("5 consecutive failures");
		assertThat(payments.get("consecutiveFailures").isInt()).isTrue();
		assertThat(payments.get("consecutiveFailures").asInt()).isEqualTo(5);
		assertThat(payments.get("failureRate").isNumber()).isTrue();
		assertThat(payments.get("failureRate").asDouble()).isEqualTo(71.4);
		Instant since = Instant.parse(payments.get("since").asString());
		assertThat(Instant.parse(payments.get("nextProbeAt").asString())).isCloseTo(since.plusSeconds(60),
				within(1, ChronoUnit.SECONDS));
		JsonNode last = payments.get("lastFailure");
		assertThat(last.propertyNames()).containsExactly("type", "category", "at");
		assertThat(last.get("type").asString()).isEqualTo("java.net.ConnectException");
		assertThat(last.get("category").asString()).isEqualTo("CONNECTION");
		assertThat(Instant.parse(last.get("at").asString())).isBeforeOrEqualTo(Instant.now());
		assertThat(payments.get("window")).hasToString(
				"{\"type\":\"COUNT\",\"size\":10,\"minimumCalls\":6,\"calls\":7,\"failures\":5,\"slowCalls\":0}");
		assertThat(payments.get("totals"))
			.hasToString("{\"succeeded\":2,\"failed\":5,\"ignored\":0,\"rejected\":2,\"opened\":1}");
	}

	@Test
	void whatThereIsNotIsLeftOut() {
		JsonNode orders = application.get("/actuator/circuits").json().get("circuits").get("orders");
		assertThat(orders.propertyNames()).containsExactly("state", "since", "consecutiveFailures", "window", "totals");
		assertThat(orders.get("state").asString()).isEqualTo("CLOSED");
		assertThat(orders.get("window").get("type").asString()).isEqualTo("TIME");
		assertThat(orders.get("window").get("duration").asString()).isEqualTo("20s");
		assertThat(orders.get("window").has("size")).isFalse();
	}

	@Test
	void onlyCircuitsThatAreUsedAreShown() {
		assertThat(application.get("/actuator/circuits").json().get("circuits").propertyNames())
			.containsExactly("orders", "payments");
		assertThat(application.get("/actuator/circuits/unused").status()).isEqualTo(404);
	}

	@Test
	void oneCircuitHasItsMethodsItsConfigurationAndItsEventsToo() {
		JsonNode payments = application.get("/actuator/circuits/payments").json();
		assertThat(payments.propertyNames()).containsExactly("state", "since", "reason", "lastFailure", "nextProbeAt",
				"failureRate", "consecutiveFailures", "window", "totals", "methods", "config", "events");
		assertThat(payments.get("methods").valueStream().map(JsonNode::asString).toList())
			.isEqualTo(List.of(Payments.class.getName() + "#charge", Payments.class.getName() + "#refund"));
		assertThat(payments.get("config").get("failure-threshold").asInt()).isEqualTo(5);
		assertThat(payments.get("config").get("open-duration").asString()).isEqualTo("1m");
		assertThat(payments.get("config").get("half-open").get("max-duration").asString()).isEqualTo("5s");
		assertThat(payments.get("config").get("window").get("type").asString()).isEqualTo("count");
		assertThat(payments.get("config").has("slow-call-duration")).isFalse();
		assertThat(payments.get("config").get("record").isArray()).isTrue();
	}

	@Test
	void theConfigurationHasTheNamesOfTheYaml() {
		JsonNode config = application.get("/actuator/circuits/orders").json().get("config");
		assertThat(config.get("slow-call-duration").asString()).isEqualTo("10s");
		assertThat(config.get("slow-call-rate-threshold").asDouble()).isEqualTo(100);
		assertThat(config.get("window")).hasToString("{\"type\":\"time\",\"duration\":\"20s\",\"minimum-calls\":3}");
		assertThat(config.get("ignore")).hasToString("[\"java.io.FileNotFoundException\"]");
	}

	@Test
	void theEventsComeNewestFirstAndTellNoSecret() {
		WebApplication.Answer answer = application.get("/actuator/circuits/payments");
		assertThat(answer.body()).doesNotContain("secret");
		JsonNode events = answer.json().get("events");
		assertThat(events.valueStream().map((event) -> event.get("code").asString()).toList())
			.containsOnly("CIRCUIT_OPEN");
		assertThat(events.valueStream().map((event) -> event.get("type").asString()).toList())
			.containsExactly("CallRejected", "CallRejected", "CircuitStateChanged");
		assertThat(Instant.parse(events.get(2).get("at").asString())).isBefore(Instant.now());
	}

	@Test
	void anUnknownNameIsNotFound() {
		assertThat(application.get("/actuator/circuits/nobody").status()).isEqualTo(404);
	}

	@Test
	void itIsReallyTheServerThatItSays() {
		assertThat(application.context()).isInstanceOf((this.type == WebApplicationType.REACTIVE)
				? ReactiveWebServerApplicationContext.class : ServletWebServerApplicationContext.class);
	}

	@Test
	void withoutAWordOfTheUserNothingCanBeWritten() {
		assertThat(application.post("/actuator/circuits/payments", "{\"action\": \"close\"}").status()).isEqualTo(405);
		assertThat(application.get("/actuator/circuits/payments").json().get("state").asString()).isEqualTo("OPEN");
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		Payments payments() {
			return new Payments(Script.failing(new ConnectException("secret-host")).first("answer", "answer"));
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	static class Payments {

		private final Script script;

		Payments(Script script) {
			this.script = script;
		}

		@CircuitProtected("payments")
		public String charge(String order) throws ConnectException {
			return this.script.play();
		}

		@CircuitProtected("payments")
		public String refund(String order) {
			return this.script.play();
		}

		@Retryable("payments")
		public void withoutCircuit() {
		}

	}

	static class Orders {

		@CircuitProtected("orders")
		public void order() {
		}

	}

}
