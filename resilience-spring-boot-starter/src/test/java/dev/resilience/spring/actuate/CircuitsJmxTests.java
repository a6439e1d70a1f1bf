package dev.resilience.spring.actuate;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The endpoints through the platform's MBean server, without any web. */
class CircuitsJmxTests {

	private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

	private static final String UNRESTRICTED = "management.endpoint.circuits.access: unrestricted\n";

	private final String domain = "circuits-" + UUID.randomUUID();

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext context;

	@AfterEach
	void stop() throws JMException {
		this.context.close();
		assertThat(SERVER.queryNames(new ObjectName(this.domain + ":*"), null)).isEmpty();
	}

	@Test
	void allCircuitsAreRead() throws JMException {
		start("");
		assertThat(json("circuits").get("circuits").propertyNames()).containsExactly("orders", "payments");
	}

	@Test
	void oneCircuitIsReadWithAllThatTheWebShows() throws JMException {
		start("");
		circuits().get("payments").forceOpen();
		JsonNode payments = json("circuit", "payments");
		assertThat(payments.propertyNames()).containsExactly("state", "since", "reason", "consecutiveFailures",
				"window", "totals", "methods", "config", "events");
		assertThat(payments.get("state").asString()).isEqualTo("FORCED_OPEN");
		assertThat(Instant.parse(payments.get("since").asString())).isBeforeOrEqualTo(Instant.now());
		assertThat(payments.get("methods")).hasToString("[\"" + Client.class.getName() + "#charge\"]");
		assertThat(payments.get("events")).hasSize(1);
	}

	@Test
	void theInventoryIsRead() throws JMException {
		start("");
		assertThat(SERVER.invoke(name("Resilience"), "inventory", new Object[0], new String[0]))
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("settings", "methods", "policies");
	}

	@ParameterizedTest
	@CsvSource({ "force-open, FORCED_OPEN", "disable, DISABLED", "close, CLOSED", "reset, CLOSED" })
	void anActionAnswersWithTheCircuitAfterwards(String action, CircuitState state) throws JMException {
		start(UNRESTRICTED);
		JsonNode payments = json("act", "payments", action);
		assertThat(payments.get("state").asString()).isEqualTo(state.name());
		assertThat(payments.has("totals")).isTrue();
		assertThat(circuits().get("payments").state()).isEqualTo(state);
	}

	@Test
	void anUnknownCircuitIsAnErrorThatNamesThoseInUse() {
		start(UNRESTRICTED);
		String message = "Unknown circuit 'paymets'; in use are orders, payments";
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("circuit", "paymets"))
			.withMessage(message);
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("act", "paymets", "close"))
			.withMessage(message)
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void anUnknownActionIsAnErrorThatNamesTheFour() {
		start(UNRESTRICTED);
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("act", "payments", "open"))
			.withMessage("Unknown action 'open'; allowed are force-open, close, disable, reset");
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("act", "payments", null))
			.withMessage("No action; allowed are force-open, close, disable, reset");
		assertThat(circuits().get("payments").state()).isEqualTo(CircuitState.CLOSED);
	}

	@ParameterizedTest
	@CsvSource({ "management.endpoint.circuits.access, unrestricted, true",
			"management.endpoints.access.default, unrestricted, true",
			"management.endpoint.circuits.access, read-only, false", "management.endpoint.health.access, none, false" })
	void nothingCanBeWrittenWithoutAWordOfTheUser(String property, String access, boolean writes) throws JMException {
		start(property + ": " + access + "\n");
		assertThat(Stream.of(SERVER.getMBeanInfo(name("Circuits")).getOperations()).map(MBeanOperationInfo::getName))
			.containsExactlyInAnyOrder(
					writes ? new String[] { "circuits", "circuit", "act" } : new String[] { "circuits", "circuit" });
	}

	private void start(String yaml) {
		this.context = Contexts.application(Contexts.Everything.class, Client.class)
			.properties("spring.jmx.enabled=true", "management.endpoints.jmx.domain=" + this.domain,
					"spring.jmx.default-domain=" + this.domain)
			.run(Contexts.arguments(this.directory, """
					management.endpoints.jmx.exposure.include: circuits, resilience
					resilience.policies:
					  payments.circuit:
					  orders.circuit:
					""" + yaml));
	}

	private Circuits circuits() {
		return this.context.getBean(Circuits.class);
	}

	/** What comes back is made of the JDK's own types, as a remote client needs it. */
	private JsonNode json(String operation, Object... arguments) throws JMException {
		Object answer = invoke(operation, arguments);
		assertThat(answer).isInstanceOf(Map.class);
		return JsonMapper.shared().valueToTree(answer);
	}

	private Object invoke(String operation, Object... arguments) throws JMException {
		String[] signature = Stream.of(arguments).map((argument) -> String.class.getName()).toArray(String[]::new);
		return SERVER.invoke(name("Circuits"), operation, arguments, signature);
	}

	private ObjectName name(String endpoint) throws JMException {
		Set<ObjectName> names = SERVER
			.queryNames(new ObjectName(this.domain + ":type=Endpoint,name=" + endpoint + ",*"), null);
		assertThat(names).hasSize(1);
		return names.iterator().next();
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
			// nothing to do
		}

		@CircuitProtected("orders")
		public void order() {
			// nothing to do
		}

	}

}
