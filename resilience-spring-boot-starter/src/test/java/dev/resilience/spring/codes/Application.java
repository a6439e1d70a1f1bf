package dev.resilience.spring.codes;

import java.nio.file.Path;
import java.util.function.Supplier;

import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.WebApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.catchThrowable;

/** A real application in which everything that has a code can be caused. */
final class Application implements AutoCloseable {

	private static final String CONFIGURATION = """
			logging.level.dev.resilience: debug
			management:
			  endpoints:
			    web.exposure.include: [circuits, health]
			    access.default: unrestricted
			  endpoint.health.show-details: always
			  health.circuits.enabled: true
			resilience:
			  workers.max: 1
			  defaults:
			    retry.backoff.delay: 1ms
			    circuit:
			      failure-threshold: 1
			      half-open.success-threshold: 1
			  policies:
			    opens.circuit: {}
			    refuses.circuit: {}
			    probes.circuit.open-duration: 500ms
			    closes.circuit.open-duration: 10ms
			    forced.circuit: {}
			    disabled.circuit: {}
			    retries.retry.max-attempts: 2
			    exhausts.retry.max-attempts: 1
			    spends.retry.budget: {ratio: 0, min-per-second: 0}
			    hangs.time-limit.timeout: 30ms
			    late:
			      retry.backoff: {delay: 10m, max-delay: 10m, jitter: 0}
			      time-limit.total: 1m
			    quick.time-limit.timeout: 1m
			    overruns.time-limit.timeout: 30ms
			    total.time-limit.total: 30ms
			    busy.time-limit: {run-on: worker, timeout: 10m}
			    worker.time-limit.run-on: worker
			    future.time-limit: {}
			    answers.fallback.value: instead
			    fails.fallback: {}
			    categories:
			      circuit.failure-threshold: 0
			      fallback.value: instead
			""";

	private final WebApplication web;

	final Backend backend;

	final LaterBackend later;

	final Told told;

	Application(Path directory) {
		this.web = new WebApplication(directory, CONFIGURATION, Beans.class);
		this.backend = bean(Backend.class);
		this.later = bean(LaterBackend.class);
		this.told = bean(Told.class);
	}

	<T> T bean(Class<T> type) {
		return this.web.context().getBean(type);
	}

	/** Whoever asks for a circuit has the endpoint show it, with its policy's events. */
	Circuit circuit(String policy) {
		return bean(Circuits.class).get(policy);
	}

	Meters meters(String policy) {
		return Meters.now(bean(MeterRegistry.class), policy);
	}

	JsonNode endpoint(String circuit) {
		return this.web.get("/actuator/circuits/" + circuit).json();
	}

	String health() {
		return this.web.get("/actuator/health").body();
	}

	void act(String circuit, String action) {
		int status = this.web.post("/actuator/circuits/" + circuit, "{\"action\": \"" + action + "\"}").status();
		if (status != 200) {
			throw new AssertionError(action + " was answered " + status);
		}
	}

	/**
	 * What a caller gets, who is in an observation, as in a request; null if no failure.
	 */
	Throwable call(ThrowingCallable call) {
		Observation request = Observation.start("request", bean(ObservationRegistry.class));
		Supplier<Throwable> caught = () -> catchThrowable(call);
		try {
			return request.scoped(caught);
		}
		finally {
			request.stop();
		}
	}

	@Override
	public void close() {
		this.backend.letGo();
		this.web.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Backend backend() {
			return new Backend();
		}

		@Bean
		LaterBackend laterBackend() {
			return new LaterBackend();
		}

		@Bean
		Told told() {
			return new Told();
		}

	}

}
