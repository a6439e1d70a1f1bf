package dev.resilience.spring.health;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class BackendsHealthTests {

	private static final String YAML = """
			management:
			  endpoint.health:
			    show-details: always
			    probes.enabled: true
			    group:
			      readiness.include: readinessState, backends/search
			resilience:
			  checks:
			    optional: [search]
			    interval: 0s
			    timeout: 1s
			""";

	@Parameter
	private WebApplicationType type;

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = new WebApplication(type, directory, YAML, Backends.class);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@BeforeEach
	void heal() {
		backends().orders = BackendsHealthTests::answer;
		backends().search = BackendsHealthTests::answer;
	}

	@Test
	void aBackendThatIsReachableIsUpWithItsLatency() {
		JsonNode health = application.get("/actuator/health").json();
		assertThat(health.get("status").asString()).isEqualTo("UP");
		JsonNode backends = health.get("components").get("backends");
		assertThat(backends.get("components").propertyNames()).containsExactly("orders", "search");
		JsonNode orders = backends.get("components").get("orders");
		assertThat(orders.get("status").asString()).isEqualTo("UP");
		assertThat(orders.get("details").propertyNames()).startsWith("reachable", "latencyMillis", "checkedAt");
		assertThat(orders.get("details").get("reachable").asBoolean()).isTrue();
		assertThat(orders.get("details").get("latencyMillis").isNumber()).isTrue();
		assertThat(Instant.parse(orders.get("details").get("checkedAt").asString())).isBeforeOrEqualTo(Instant.now());
	}

	@Test
	void aBackendThatIsNotReachableTurnsTheHealthDownAndTellsNoMessage() {
		backends().orders = BackendsHealthTests::refuse;
		WebApplication.Answer answer = application.get("/actuator/health");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).doesNotContain("sesame");
		JsonNode orders = component(answer, "orders");
		assertThat(orders.get("status").asString()).isEqualTo("DOWN");
		assertThat(orders.get("details").get("reachable").asBoolean()).isFalse();
		JsonNode last = orders.get("details").get("lastFailure");
		assertThat(last.propertyNames()).containsExactly("type", "category", "at");
		assertThat(last.get("type").asString()).isEqualTo("java.net.ConnectException");
		assertThat(last.get("category").asString()).isEqualTo("CONNECTION");
		assertThat(Instant.parse(last.get("at").asString())).isBeforeOrEqualTo(Instant.now());
	}

	@Test
	void aBackendThatIsUpAgainKeepsItsLastFailure() {
		backends().orders = BackendsHealthTests::refuse;
		application.get("/actuator/health");
		backends().orders = BackendsHealthTests::answer;
		JsonNode orders = component(application.get("/actuator/health"), "orders");
		assertThat(orders.get("status").asString()).isEqualTo("UP");
		assertThat(orders.get("details").has("lastFailure")).isTrue();
	}

	@Test
	void anOptionalBackendStaysUpAndTellsThatItIsNotReachable() {
		backends().search = BackendsHealthTests::refuse;
		WebApplication.Answer answer = application.get("/actuator/health");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode search = component(answer, "search");
		assertThat(search.get("status").asString()).isEqualTo("UP");
		assertThat(search.get("details").get("reachable").asBoolean()).isFalse();
		assertThat(search.get("details").get("lastFailure").get("category").asString()).isEqualTo("CONNECTION");
	}

	@Test
	void oneThatHangsIsDownAfterTheLimitAndTellsSinceWhen() {
		CountDownLatch release = new CountDownLatch(1);
		backends().orders = () -> deaf(release);
		try {
			JsonNode orders = component(application.get("/actuator/health"), "orders");
			assertThat(orders.get("status").asString()).isEqualTo("DOWN");
			assertThat(orders.get("details").get("latencyMillis").asDouble()).isGreaterThanOrEqualTo(1000);
			assertThat(orders.get("details").has("underWaySince")).isTrue();
			assertThat(orders.get("details").get("lastFailure").get("category").asString()).isEqualTo("TIMEOUT");
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void oneReadingOfTheHealthAsksEachBackendOnceAndAllAtOnce() {
		CountDownLatch both = new CountDownLatch(2);
		AtomicInteger asked = new AtomicInteger();
		Work meet = () -> {
			asked.incrementAndGet();
			both.countDown();
			both.await();
		};
		backends().orders = meet;
		backends().search = meet;
		assertThat(application.get("/actuator/health").status()).isEqualTo(200);
		assertThat(asked).hasValue(2);
	}

	@Test
	void eachHasAnAddressOfItsOwnAndIsThenAskedAlone() {
		backends().search = BackendsHealthTests::refuse;
		AtomicInteger others = new AtomicInteger();
		backends().orders = others::incrementAndGet;
		assertThat(
				application.get("/actuator/health/backends/search").json().get("details").get("reachable").asBoolean())
			.isFalse();
		assertThat(application.get("/actuator/health/backends/nobody").status()).isEqualTo(404);
		assertThat(others).hasValue(0);
	}

	@Test
	void aGroupOfTheUsersMayHaveOneAndOneThatHasNoneAsksNone() {
		AtomicInteger asked = new AtomicInteger();
		backends().search = asked::incrementAndGet;
		backends().orders = asked::incrementAndGet;
		assertThat(application.get("/actuator/health/liveness").status()).isEqualTo(200);
		assertThat(asked).hasValue(0);
		JsonNode readiness = application.get("/actuator/health/readiness").json();
		assertThat(readiness.get("components").get("backends").get("components").propertyNames())
			.containsExactly("search");
	}

	@Test
	void aMessageIsToldWhereMessagesMayBeTold(@TempDir Path other) {
		try (WebApplication open = new WebApplication(this.type, other,
				YAML + "  logging.include-messages: true\nmanagement.endpoints.web.exposure.include: '*'",
				Backends.class)) {
			open.context().getBean(Backends.class).orders = BackendsHealthTests::refuse;
			JsonNode orders = component(open.get("/actuator/health"), "orders");
			assertThat(orders.get("details").get("lastFailure").get("message").asString()).isEqualTo("password=sesame");
			JsonNode inventory = open.get("/actuator/resilience").json().get("checks").get("orders");
			assertThat(inventory.get("lastFailure").get("message").asString()).isEqualTo("password=sesame");
		}
	}

	@Test
	void itCanBeSwitchedOff(@TempDir Path other) {
		try (WebApplication off = new WebApplication(this.type, other,
				"management: {endpoint.health.show-details: always, health.backends.enabled: false}", Backends.class)) {
			off.context().getBean(Backends.class).orders = BackendsHealthTests::refuse;
			WebApplication.Answer answer = off.get("/actuator/health");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json().get("components").has("backends")).isFalse();
		}
	}

	@Test
	void itIsNotThereWithoutAnyCheck(@TempDir Path other) {
		try (WebApplication none = new WebApplication(this.type, other, "")) {
			assertThat(none.context().getBeansOfType(HealthContributor.class))
				.doesNotContainKey("backendsHealthContributor");
			assertThat(none.get("/actuator/health/backends").status()).isEqualTo(404);
		}
	}

	private static JsonNode component(WebApplication.Answer health, String name) {
		return health.json().get("components").get("backends").get("components").get(name);
	}

	private static Backends backends() {
		return application.context().getBean(Backends.class);
	}

	private static void answer() {
		// it is there
	}

	private static void refuse() throws ConnectException {
		throw new ConnectException("password=sesame");
	}

	private static void deaf(CountDownLatch release) {
		while (release.getCount() > 0) {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				// hears nothing
			}
		}
	}

	/** What a backend does when it is asked. */
	interface Work {

		void run() throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	static class Backends {

		private volatile Work orders = BackendsHealthTests::answer;

		private volatile Work search = BackendsHealthTests::answer;

		@Bean
		BackendCheck ordersCheck() {
			return BackendCheck.of("orders", () -> this.orders.run());
		}

		@Bean
		@Lazy
		BackendCheck searchCheck() {
			return BackendCheck.of("search", () -> this.search.run());
		}

	}

}
