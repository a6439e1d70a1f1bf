package dev.resilience.spring.health;

import java.nio.file.Path;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class CircuitsHealthTests {

	private static final String POLICIES = """
			management.endpoint.health.show-details: always
			resilience:
			  policies:
			    payments.circuit:
			    search.circuit:
			    fragile.circuit: {failure-threshold: 1, open-duration: 1us}
			""";

	@Parameter
	private WebApplicationType type;

	@TempDir
	private static Path directory;

	private static WebApplication application;

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = new WebApplication(type, directory, POLICIES + """
				    idle.circuit:
				  health:
				    down-when-open: [payments, fragile, idle]
				management.health.circuits.enabled: true
				management.endpoint.health:
				  probes.enabled: true
				  group:
				    readiness.include: readinessState, circuits
				    gentle:
				      include: circuits
				      status.http-mapping.down: 200
				""", Client.class);
	}

	@AfterEach
	void closeAll() {
		circuits().all().forEach((circuit) -> circuit.reset());
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@Test
	void isUpWithoutDetailsWhileNothingIsOpen() {
		assertThat(health().get("status").asString()).isEqualTo("UP");
		assertThat(health().has("details")).isFalse();
	}

	@Test
	void listsAnOpenCircuitAndStaysUp() {
		circuits().get("search").forceOpen();
		assertThat(health().get("status").asString()).isEqualTo("UP");
		JsonNode search = health().get("details").get("search");
		assertThat(search.get("state").asString()).isEqualTo("FORCED_OPEN");
		assertThat(search.has("since")).isTrue();
		assertThat(search.has("nextProbeAt")).isFalse();
	}

	@Test
	void isDownWhileACircuitIsOpenThatTheUserHasNamed() {
		circuits().get("payments").forceOpen();
		assertThat(health().get("status").asString()).isEqualTo("DOWN");
		assertThat(application.get("/actuator/health").status()).isEqualTo(503);
		circuits().get("payments").close();
		assertThat(application.get("/actuator/health").status()).isEqualTo(200);
	}

	@Test
	void aNamedCircuitThatNobodyUsesIsNotMissed() {
		assertThat(circuits().all()).noneMatch((circuit) -> circuit.name().equals("idle"));
		assertThat(health().get("status").asString()).isEqualTo("UP");
	}

	@Test
	void aHalfOpenCircuitDoesNotTurnItDownBecauseItWaitsForCalls() {
		assertThatIllegalStateException().isThrownBy(application.context().getBean(Client.class)::fail);
		assertThat(circuits().get("fragile").snapshot().totals().opened()).isEqualTo(1);
		assertThat(circuits().get("fragile").state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(health().get("status").asString()).isEqualTo("UP");
	}

	@Test
	void hasAnAddressOfItsOwn() {
		assertThat(application.get("/actuator/health/circuits").json().get("status").asString()).isEqualTo("UP");
		circuits().get("search").forceOpen();
		circuits().get("payments").forceOpen();
		WebApplication.Answer answer = application.get("/actuator/health/circuits");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().get("status").asString()).isEqualTo("DOWN");
		assertThat(answer.json().get("details").propertyNames()).containsExactlyInAnyOrder("payments", "search");
	}

	@Test
	void aGroupOfTheUsersMayHaveItAndNoOtherHas() {
		circuits().get("payments").forceOpen();
		assertThat(application.get("/actuator/health/readiness").status()).isEqualTo(503);
		assertThat(application.get("/actuator/health/liveness").status()).isEqualTo(200);
		WebApplication.Answer gentle = application.get("/actuator/health/gentle");
		assertThat(gentle.status()).isEqualTo(200);
		assertThat(gentle.json().get("status").asString()).isEqualTo("DOWN");
		circuits().get("payments").disable();
		assertThat(application.get("/actuator/health/readiness").status()).isEqualTo(200);
	}

	@Test
	void anOpenCircuitTellsSinceWhenWhyAndUntilWhen() {
		Client client = application.context().getBean(Client.class);
		for (int i = 0; i < 5; i++) {
			assertThatIllegalStateException().isThrownBy(() -> client.search(false));
		}
		assertThat(health().get("status").asString()).isEqualTo("UP");
		JsonNode search = health().get("details").get("search");
		assertThat(search.propertyNames()).containsExactly("state", "since", "reason", "nextProbeAt");
		assertThat(search.get("state").asString()).isEqualTo("OPEN");
		assertThat(search.get("reason").asString()).isEqualTo("5 consecutive failures");
	}

	@Test
	void isOffByDefault(@TempDir Path other) {
		try (WebApplication usual = new WebApplication(this.type, other, POLICIES, Client.class)) {
			usual.context().getBean(Circuits.class).get("payments").forceOpen();
			JsonNode health = usual.get("/actuator/health").json();
			assertThat(health.get("status").asString()).isEqualTo("UP");
			assertThat(health.get("components").has("circuits")).isFalse();
		}
	}

	@Test
	void aCircuitThatIsNoneIsAMistake(@TempDir Path other) {
		assertThat(Contexts.mistakes(other, POLICIES + """
				  health:
				    down-when-open: [search, paymets]
				""")).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.health.down-when-open[1]");
			assertThat(mistake.origin()).isEqualTo("application.yml:8");
			assertThat(mistake.toString()).contains("'paymets'", "no circuit", "Did you mean payments?");
		});
	}

	@Test
	void aTextWithCommasIsAListToo(@TempDir Path other) {
		assertThat(Contexts.mistakes(other, POLICIES + """
				  health:
				    down-when-open: search, nobody
				""")).extracting(Mistake::where).containsExactly("resilience.health.down-when-open");
	}

	private static Circuits circuits() {
		return application.context().getBean(Circuits.class);
	}

	private static JsonNode health() {
		return application.get("/actuator/health").json().get("components").get("circuits");
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
			// nothing to do
		}

		@CircuitProtected("fragile")
		public void fail() {
			throw new IllegalStateException("ill");
		}

		@CircuitProtected("search")
		public void find() {
			// nothing to do
		}

		@CircuitProtected("search")
		public void search(boolean well) {
			if (!well) {
				throw new IllegalStateException("ill");
			}
		}

	}

}
