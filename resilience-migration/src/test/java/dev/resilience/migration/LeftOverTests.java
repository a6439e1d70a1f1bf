package dev.resilience.migration;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.resilience.circuit.Circuits;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What the guides say of that which nobody deleted. */
class LeftOverTests {

	private final Backend backend = Backend.failing(new IllegalStateException());

	private static List<String> warnings(ApplicationContextRunner application) {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.resilience");
		Level usual = logger.getLevel();
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		logger.setLevel(Level.WARN);
		try {
			application.run((context) -> assertThat(context).hasNotFailed());
			return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
		}
		finally {
			logger.setLevel(usual);
			logger.detachAppender(appender);
		}
	}

	@Test
	void springsRetryableWithoutItsSwitchIsWarnedOf() {
		assertThat(warnings(Applications.ours().withBean(Springs.class, () -> new Springs(this.backend))))
			.anyMatch((warning) -> warning.contains("Springs") && warning.contains("@EnableResilientMethods"));
	}

	@Test
	void springRetrysRetryableWithoutItsSwitchIsWarnedOf() {
		assertThat(warnings(Applications.ours().withBean(SpringRetrys.class, () -> new SpringRetrys(this.backend))))
			.anyMatch((warning) -> warning.contains("SpringRetrys") && warning.contains("@EnableRetry"));
	}

	@Test
	void springRetrysCircuitBreakerIsARetryableToo() {
		assertThat(warnings(
				Applications.ours().withBean(SpringRetrysCircuit.class, () -> new SpringRetrysCircuit(this.backend))))
			.anyMatch((warning) -> warning.contains("SpringRetrysCircuit") && warning.contains("@EnableRetry"));
	}

	@Test
	void theYamlOfResilience4jIsReadByNobody() {
		assertThat(warnings(Applications.ours()
			.withPropertyValues("resilience4j.retry.instances.payments.max-attempts=4", "resilience4j.misspelt=1")))
			.isEmpty();
	}

	@Test
	void anAnnotationOfResilience4jIsInertWithoutItsStarter() {
		ApplicationContextRunner application = Applications.ours("any")
			.withBean(Twice.class, () -> new Twice(this.backend));
		assertThat(warnings(application)).isEmpty();
		application.run((context) -> {
			catchThrowable(() -> context.getBean(Twice.class).call());
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	void anAnnotationOfResilience4jWorksOnBesideOurs() {
		ApplicationContextRunner application = Applications.ours("any")
			.withConfiguration(AutoConfigurations.of(CircuitBreakerAutoConfiguration.class))
			.withBean(Twice.class, () -> new Twice(this.backend));
		assertThat(warnings(application)).isEmpty();
		application.run((context) -> {
			catchThrowable(() -> context.getBean(Twice.class).call());
			assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
			assertThat(context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("any")
				.getMetrics()
				.getNumberOfFailedCalls()).isEqualTo(3);
		});
	}

	static class Springs extends Called {

		Springs(Backend backend) {
			super(backend);
		}

		@Override
		@org.springframework.resilience.annotation.Retryable
		public String call() {
			return super.call();
		}

	}

	static class SpringRetrys extends Called {

		SpringRetrys(Backend backend) {
			super(backend);
		}

		@Override
		@org.springframework.retry.annotation.Retryable
		public String call() {
			return super.call();
		}

	}

	static class SpringRetrysCircuit extends Called {

		SpringRetrysCircuit(Backend backend) {
			super(backend);
		}

		@Override
		@org.springframework.retry.annotation.CircuitBreaker
		public String call() {
			return super.call();
		}

	}

	static class Twice extends Called {

		Twice(Backend backend) {
			super(backend);
		}

		@Override
		@dev.resilience.annotation.Retryable("any")
		@dev.resilience.annotation.CircuitProtected("any")
		@CircuitBreaker(name = "any")
		public String call() {
			return super.call();
		}

	}

}
