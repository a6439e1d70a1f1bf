package dev.resilience.spring.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.resilience.ResilienceException;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.spring.event.SecretCalls.Client;
import dev.resilience.spring.event.SecretCalls.Style;
import dev.resilience.spring.observation.ProtectedCallContext;
import dev.resilience.spring.support.WebApplication;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Secrets are planted in all that passes through a call; none may come out of anything
 * that the library says.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String CONFIGURATION = """
			spring.jmx.enabled: true
			management:
			  endpoints.jmx:
			    domain: DOMAIN
			    exposure.include: health, circuits, resilience
			  endpoints.web.exposure.include: health, circuits, resilience
			  endpoint.health.show-details: always
			  health.circuits.enabled: true
			logging.level.dev.resilience: trace
			resilience:
			  observation.enabled: true
			  defaults.retry.backoff: {delay: 1ms, jitter: 0}
			  policies:
			    payments:
			      retry: {max-attempts: 2, retry-on-result: refused}
			      circuit: {failure-threshold: 1, failure-threshold-span: 0s}
			      time-limit.timeout: 400ms
			""";

	@TempDir
	private Path directory;

	private final String domain = "secrets-" + UUID.randomUUID();

	private final List<String> said = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void nothingPlantedComesOut(Style style, CapturedOutput output) {
		collect(style, CONFIGURATION);
		assertThat(output).contains("code=RETRY ", "code=RETRY_EXHAUSTED", "code=CIRCUIT_OPEN from=CLOSED to=OPEN",
				"code=CIRCUIT_OPEN state=OPEN", "code=TIME_LIMIT_EXCEEDED", "code=FALLBACK_USED",
				"code=FALLBACK_FAILED", "HttpServerErrorException", "BrokenListener", "BrokenClassifier",
				"Result predicate of policy");
		this.said.add(output.toString());
		assertThat(this.said).hasSizeGreaterThan(20).allSatisfy((text) -> assertThat(text).doesNotContain("s3cret"));
	}

	@ParameterizedTest
	@EnumSource
	void withMessagesNothingComesOutButTheMessagesOfWhatFailed(Style style, CapturedOutput output) {
		collect(style, CONFIGURATION + "  logging.include-messages: true\n");
		assertThat(output).contains("message=\"s3cret-message\"", "s3cret-body");
		this.said.add(output.toString());
		assertThat(this.said).allSatisfy((text) -> assertThat(text).doesNotContain("s3cret-argument", "s3cret-result",
				"s3cret-late", "s3cret-answer", "s3cret-header", "s3cret-wait", "s3cret-cause", "s3cret-suppressed",
				"s3cret-localized", "s3cret-caller", "s3cret-listener", "s3cret-classifier", "s3cret-predicate"));
		assertThat(this.said.subList(0, this.said.size() - 1))
			.filteredOn((text) -> text.startsWith("GET") || text.startsWith("JMX") || text.startsWith("meter"))
			.isNotEmpty()
			.allSatisfy((text) -> assertThat(text).doesNotContain("s3cret"));
	}

	private void collect(Style style, String yaml) {
		MDC.put("user", "s3cret-caller");
		try (SecretFailures failures = new SecretFailures();
				WebApplication application = new WebApplication(this.directory, yaml.replace("DOMAIN", this.domain),
						Beans.class)) {
			Listener listener = application.context().getBean(Listener.class);
			Client client = application.context().getBean(Client.class);
			Circuits circuits = application.context().getBean(Circuits.class);
			for (Supplier<String> work : failures.works(style)) {
				call(() -> style.call(client, work));
				// refused, where the circuit has opened
				call(() -> style.call(client, work));
				read(application);
				circuits.get("payments").reset();
				call(() -> style.answered(client, work));
				circuits.get("payments").reset();
				call(() -> style.unanswered(client, work));
				circuits.get("payments").reset();
			}
			read(application);
			for (Meter meter : application.context().getBean(MeterRegistry.class).getMeters()) {
				if (meter.getId().getName().startsWith("resilience")) {
					this.said.add("meter " + meter.getId() + " " + meter.getId().getDescription());
				}
			}
			assertThat(listener.heard).isNotEmpty();
			this.said.addAll(listener.heard);
			List<String> traced = application.context().getBean(Tracer.class).traced;
			assertThat(traced).anyMatch((text) -> text.startsWith("event resilience."))
				.anyMatch((text) -> text.contains("Client#") && text.contains("failed: "));
			this.said.addAll(traced);
		}
		finally {
			MDC.clear();
		}
	}

	/** An exception of ours has no cause, whose message would be printed with it. */
	private void call(Supplier<String> call) {
		Throwable failure = catchThrowable(call::get);
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof ResilienceException ours) {
				assertThat(ours).hasNoCause();
				this.said.add(ours + " " + ours.getMessage() + " " + ours.getLocalizedMessage());
			}
		}
	}

	private void read(WebApplication application) {
		for (String path : List.of("/actuator/circuits", "/actuator/circuits/payments", "/actuator/circuits/none",
				"/actuator/resilience", "/actuator/health", "/actuator/health/circuits")) {
			this.said.add("GET " + path + " " + application.get(path).body());
		}
		this.said.addAll(JmxAnswers.read(this.domain, "payments"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Client client() {
			return new Client();
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Tracer tracer() {
			return new Tracer();
		}

		@Bean
		BrokenListener brokenListener() {
			return new BrokenListener();
		}

		@Bean
		BrokenClassifier brokenClassifier() {
			return new BrokenClassifier();
		}

		@Bean
		BrokenPredicate refused() {
			return new BrokenPredicate();
		}

	}

	static class Listener implements ResilienceListener {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(ResilienceEvent event) {
			this.heard.add(event.toString());
		}

		@EventListener
		void on(ResilienceEvent event) {
			this.heard.add(event.toString());
		}

		@EventListener
		void on(PayloadApplicationEvent<? extends ResilienceEvent> event) {
			this.heard.add(event + " " + event.getPayload());
		}

	}

	/** Takes down what would be told of in a trace. */
	static class Tracer implements ObservationHandler<Observation.Context> {

		private final List<String> traced = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			this.traced.add("event " + event.getName() + " " + event.getContextualName());
		}

		@Override
		public void onStop(Observation.Context context) {
			this.traced
				.add(context.getContextualName() + " " + context.getAllKeyValues() + " failed: " + context.getError());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ProtectedCallContext;
		}

	}

	static class BrokenListener implements ResilienceListener {

		@Override
		public void onEvent(ResilienceEvent event) {
			throw new IllegalStateException("s3cret-listener");
		}

	}

	static class BrokenClassifier implements FailureClassifier {

		@Override
		public FailureVerdict classify(Throwable failure) {
			throw new IllegalStateException("s3cret-classifier");
		}

	}

	/** Has every other result refused. */
	static class BrokenPredicate implements Predicate<Object> {

		private boolean broken;

		@Override
		public boolean test(Object result) {
			this.broken = !this.broken;
			if (this.broken) {
				return true;
			}
			throw new IllegalStateException("s3cret-predicate " + result);
		}

	}

}
