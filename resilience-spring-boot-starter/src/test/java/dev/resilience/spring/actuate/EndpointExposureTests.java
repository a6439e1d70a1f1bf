package dev.resilience.spring.actuate;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import dev.resilience.spring.autoconfigure.ResilienceEndpointAutoConfiguration;
import dev.resilience.spring.event.EventMemory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When there is an endpoint, and when there is none. */
class EndpointExposureTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ResilienceAutoConfiguration.class,
				ResilienceEndpointAutoConfiguration.class))
		.withPropertyValues("resilience.policies.payments.circuit.open-duration=10s")
		.withBean(Client.class);

	@Test
	void anEndpointThatIsNotExposedIsNotMade() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(CircuitsEndpoint.class)
			.doesNotHaveBean(EventMemory.class));
	}

	@Test
	void anEndpointThatIsExposedIsMade() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasSingleBean(CircuitsEndpoint.class)
				.hasSingleBean(CircuitsWebExtension.class));
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.include=circuits", "spring.jmx.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(CircuitsEndpoint.class)
				.doesNotHaveBean(CircuitsWebExtension.class));
	}

	@Test
	void anEndpointWithoutAccessIsNotMade() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.circuits.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CircuitsEndpoint.class));
	}

	@Test
	void circuitsOfMethodsAreThereBeforeTheFirstCall() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context.getBean(CircuitsEndpoint.class).circuits().circuits())
				.containsOnlyKeys("payments"));
	}

	@Test
	void whereNoCircuitIsInUseTheErrorSaysSo() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ResilienceAutoConfiguration.class,
					ResilienceEndpointAutoConfiguration.class))
			.withPropertyValues("resilience.policies.payments.circuit.open-duration=10s",
					"management.endpoints.web.exposure.include=*")
			.run((context) -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> context.getBean(CircuitsEndpoint.class).circuit("payments"))
				.withMessage("Unknown circuit 'payments'; none is in use"));
	}

	static class Client {

		@CircuitProtected("payments")
		public void charge() {
		}

	}

}
