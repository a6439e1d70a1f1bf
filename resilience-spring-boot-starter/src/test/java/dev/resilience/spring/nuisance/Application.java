package dev.resilience.spring.nuisance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.spring.nuisance.Backend.Work;
import dev.resilience.spring.support.Contexts;
import dev.resilience.timelimit.TimeLimitOutcome;
import org.awaitility.core.ConditionFactory;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with a policy for each form of call. Counts the calls that are made, to
 * compare them with what the engine has counted.
 */
final class Application implements AutoCloseable {

	/**
	 * With everything that looks at failures: rules for messages, lists of classes,
	 * messages in logs and events. A circuit is half-open a moment after it has opened.
	 */
	private static final String YAML = """
			logging.level: {dev.resilience: error, reactor: "off"}
			resilience:
			  logging.include-messages: true
			  observation.enabled: true
			  failures.rules: [{message: 'maintenance (window|mode)', category: SERVER_ERROR}]
			  defaults:
			    retry:
			      max-attempts: 2
			      backoff.delay: 0s
			      abort-on: java.lang.ArithmeticException
			      retry-on-result: refused
			      budget.ratio: 1.0
			    circuit:
			      failure-threshold: 2
			      failure-threshold-span: 0s
			      open-duration: 1us
			      ignore: java.lang.ArithmeticException
			      half-open: {permitted-calls: 1, success-threshold: 1}
			    time-limit.timeout: 10s
			    fallback.skip-on: java.lang.ArithmeticException
			  policies:
			    plain: {retry: {}, circuit: {}, time-limit: {}}
			    worker: {retry: {}, circuit: {}, time-limit.run-on: worker}
			    future: {retry: {}, circuit: {}, time-limit: {}}
			    ended: {retry: {}, circuit: {}, time-limit: {}}
			    later: {retry: {}, circuit: {}, time-limit: {}}
			    mono: {retry: {}, circuit: {}, time-limit: {}}
			""";

	private final ConfigurableApplicationContext context;

	private final ResilienceEngine engine;

	private final Map<Form, AtomicLong> made = new EnumMap<>(Form.class);

	private final Map<Form, Counts> before = new EnumMap<>(Form.class);

	Application(Path directory, Class<?> beans) {
		this.context = Contexts.start(directory, YAML, beans);
		this.engine = this.context.getBean(ResilienceEngine.class);
		Stream.of(Form.values()).forEach((form) -> this.made.put(form, new AtomicLong()));
	}

	/** Begins to count, with a closed circuit. */
	void begin(Form form) {
		circuit(form).reset();
		this.made.get(form).set(0);
		this.before.put(form, counts(form));
	}

	Backend backend() {
		return this.context.getBean(Backend.class);
	}

	Object call(Form form, Work work) throws Throwable {
		this.made.get(form).incrementAndGet();
		return form.call(backend(), work);
	}

	Circuit circuit(Form form) {
		return this.engine.get(form.policy());
	}

	/** Begins to count, and has the next call be a probe. */
	void beginHalfOpen(Form form) {
		begin(form);
		Circuit circuit = circuit(form);
		while (circuit.state() == CircuitState.CLOSED) {
			failure(form, () -> {
				throw new IllegalStateException("to open the circuit");
			});
		}
		awaitProbing(form);
	}

	private void awaitProbing(Form form) {
		soon().until(() -> circuit(form).state() == CircuitState.HALF_OPEN);
	}

	Throwable failure(Form form, Work work) {
		try {
			Object result = call(form, work);
			throw new AssertionError("a failure was due, the result is " + result);
		}
		catch (Throwable failure) {
			return failure;
		}
	}

	/**
	 * Nothing is missing after calls of this form: permits, counts, the thread's flag,
	 * threads.
	 */
	void assertUnharmed(Form form) throws Throwable {
		assertThat(Thread.currentThread().isInterrupted()).as("an interrupt is left").isFalse();
		if (circuit(form).state() != CircuitState.CLOSED) {
			awaitProbing(form);
		}
		assertThat(call(form, () -> "well again")).isEqualTo("well again");
		assertThat(circuit(form).state()).isEqualTo(CircuitState.CLOSED);
		soon().untilAsserted(() -> assertCounted(form));
		soon().untilAsserted(() -> assertThat(Thread.getAllStackTraces().values())
			.noneMatch((frames) -> Stream.of(frames).anyMatch((frame) -> isOfMethod(frame, form))));
	}

	private static ConditionFactory soon() {
		return await().atMost(Duration.ofSeconds(5)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
	}

	private static boolean isOfMethod(StackTraceElement frame, Form form) {
		return frame.getClassName().equals(Backend.class.getName()) && frame.getMethodName().equals(form.policy());
	}

	private void assertCounted(Form form) {
		Counts counts = counts(form).since(this.before.get(form));
		assertThat(counts.calls).as("calls").isEqualTo(this.made.get(form).get());
		assertThat(counts.retried).as("calls of the retry").isEqualTo(counts.admitted);
		assertThat(counts.limited).as("first attempts under the time limit").isEqualTo(counts.admitted);
	}

	private Counts counts(Form form) {
		Policy policy = this.engine.find(form.policy());
		Totals totals = policy.circuit().snapshot().totals();
		long admitted = totals.succeeded() + totals.failed() + totals.ignored();
		return new Counts(admitted + totals.rejected(), admitted,
				Stream.of(RetryOutcome.values()).mapToLong(policy.retry()::calls).sum(),
				Stream.of(TimeLimitOutcome.values()).mapToLong(policy.timeLimit()::calls).sum()
						- policy.retry().retries());
	}

	/** What the engine has counted. */
	private record Counts(long calls, long admitted, long retried, long limited) {

		Counts since(Counts before) {
			return new Counts(this.calls - before.calls, this.admitted - before.admitted, this.retried - before.retried,
					this.limited - before.limited);
		}

	}

	@Override
	public void close() {
		this.context.close();
	}

}
