package dev.resilience.migration.resilience4j;

import java.io.IOException;
import java.util.function.Predicate;

import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.Circuits;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.resilience4j.Resilience4j.Here;
import dev.resilience.migration.resilience4j.Resilience4j.There;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.MaxRetriesExceededException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which failures and results are tried again, and which count. */
@TrialsOf(Guide.FROM_RESILIENCE4J)
class FailureTests {

	private static final String RETRY = "resilience4j.retry.instances.any.";

	private static final String BREAKER = "resilience4j.circuitbreaker.instances.any.";

	private static int callsThere(Throwable failure, String... properties) {
		Backend backend = Backend.failing(failure);
		Resilience4j.application(properties)
			.withBean(There.class, () -> new There(backend))
			.run((context) -> catchThrowable(() -> context.getBean(There.class).retry()));
		return backend.calls();
	}

	private static int callsHere(Throwable failure, String... properties) {
		Backend backend = Backend.failing(failure);
		Applications.ours("any", properties)
			.withBean(Here.class, () -> new Here(backend))
			.run((context) -> catchThrowable(() -> context.getBean(Here.class).retry()));
		return backend.calls();
	}

	private static CircuitBreaker.Metrics countedThere(Throwable failure, String... properties) {
		CircuitBreaker.Metrics[] metrics = new CircuitBreaker.Metrics[1];
		Resilience4j.application(properties)
			.withBean(There.class, () -> new There(Backend.failing(failure)))
			.run((context) -> {
				catchThrowable(() -> context.getBean(There.class).circuit());
				metrics[0] = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("any").getMetrics();
			});
		return metrics[0];
	}

	private static CircuitSnapshot.Totals countedHere(Throwable failure, String... properties) {
		CircuitSnapshot.Totals[] totals = new CircuitSnapshot.Totals[1];
		Applications.ours("any", properties)
			.withBean(Here.class, () -> new Here(Backend.failing(failure)))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Here.class).circuit());
				totals[0] = context.getBean(Circuits.class).get("any").snapshot().totals();
			});
		return totals[0];
	}

	@Test
	@Row(before = "retry-exceptions", after = "retry.retry-on")
	void causesAreMatchedHere() {
		Throwable wrapped = new IllegalStateException(new IOException());
		assertThat(callsThere(new IllegalArgumentException())).isEqualTo(3);
		assertThat(callsHere(new IllegalArgumentException())).isEqualTo(1);
		assertThat(callsThere(wrapped, RETRY + "retry-exceptions=java.io.IOException")).isEqualTo(1);
		assertThat(callsHere(wrapped, "resilience.policies.any.retry.retry-on=java.io.IOException")).isEqualTo(3);
	}

	@Test
	@Row(before = "ignore-exceptions", after = "retry.abort-on")
	void ignoredFailuresAreNotTriedAgainButAnswered() {
		Throwable wrapped = new IllegalStateException(new IOException());
		assertThat(callsThere(new IOException(), RETRY + "ignore-exceptions=java.io.IOException")).isEqualTo(1);
		assertThat(callsHere(new IOException(), "resilience.policies.any.retry.abort-on=java.io.IOException"))
			.isEqualTo(1);
		assertThat(callsThere(wrapped, RETRY + "ignore-exceptions=java.io.IOException")).isEqualTo(3);
		assertThat(callsHere(wrapped, "resilience.policies.any.retry.abort-on=java.io.IOException")).isEqualTo(1);
		Backend down = Backend.failing(new IOException());
		Resilience4j.application(RETRY + "ignore-exceptions=java.io.IOException")
			.withBean(There.class, () -> new There(down))
			.run((context) -> assertThat(context.getBean(There.class).outerFallback()).isEqualTo("instead"));
		Applications
			.ours("any", "resilience.policies.any.retry.abort-on=java.io.IOException",
					"resilience.policies.any.circuit.ignore=java.io.IOException")
			.withBean(Here.class, () -> new Here(down))
			.run((context) -> assertThat(context.getBean(Here.class).answered()).isEqualTo("instead"));
		Applications.ours("any", "resilience.policies.any.fallback.skip-on=java.io.IOException")
			.withBean(Here.class, () -> new Here(down))
			.run((context) -> assertThat(catchThrowable(() -> context.getBean(Here.class).answered()))
				.hasRootCauseInstanceOf(IOException.class));
	}

	@Test
	@Row(before = "record-exceptions", after = "circuit.record")
	void whatIsNotListedIsASuccessThereAndNoVoteHere() {
		assertThat(countedThere(new IllegalArgumentException()).getNumberOfFailedCalls()).isEqualTo(1);
		assertThat(countedHere(new IllegalArgumentException()).ignored()).isEqualTo(1);
		assertThat(countedThere(new IllegalStateException(), BREAKER + "record-exceptions=java.io.IOException")
			.getNumberOfSuccessfulCalls()).isEqualTo(1);
		CircuitSnapshot.Totals here = countedHere(new IllegalStateException(),
				"resilience.policies.any.circuit.record=java.io.IOException");
		assertThat(here.ignored()).isEqualTo(1);
		assertThat(here.succeeded()).isZero();
	}

	@Test
	@Row(before = "ignore-exceptions", after = "circuit.ignore")
	void ignoredFailuresHaveNoVote() {
		String there = BREAKER + "ignore-exceptions=java.io.IOException";
		String here = "resilience.policies.any.circuit.ignore=java.io.IOException";
		assertThat(countedThere(new IOException(), there).getNumberOfBufferedCalls()).isZero();
		assertThat(countedHere(new IOException(), here).ignored()).isEqualTo(1);
		assertThat(countedThere(new IllegalStateException(new IOException()), there).getNumberOfFailedCalls())
			.isEqualTo(1);
		assertThat(countedHere(new IllegalStateException(new IOException()), here).ignored()).isEqualTo(1);
	}

	@Test
	@Row(before = "result-predicate", after = "retry.retry-on-result")
	@Row(before = "fail-after-max-attempts: true", after = "nothing")
	void badResultsAreTriedAgainAndTheLastIsReturned() {
		Backend there = Backend.answering("bad");
		Resilience4j.application(RETRY + "result-predicate=" + Bad.class.getName())
			.withBean(There.class, () -> new There(there))
			.run((context) -> assertThat(context.getBean(There.class).retry()).isEqualTo("bad"));
		assertThat(there.calls()).isEqualTo(3);
		Resilience4j
			.application(RETRY + "result-predicate=" + Bad.class.getName(), RETRY + "fail-after-max-attempts=true")
			.withBean(There.class, () -> new There(there))
			.run((context) -> assertThat(catchThrowable(() -> context.getBean(There.class).retry()))
				.isInstanceOf(MaxRetriesExceededException.class));
		Backend here = Backend.answering("bad");
		Applications.ours("any", "resilience.policies.any.retry.retry-on-result=bad")
			.withBean("bad", Bad.class)
			.withBean(Here.class, () -> new Here(here))
			.run((context) -> assertThat(context.getBean(Here.class).retry()).isEqualTo("bad"));
		assertThat(here.calls()).isEqualTo(3);
	}

	@Test
	@Row(before = "retry-exception-predicate, record-failure-predicate", after = "FailureClassifier")
	void oneClassifierHoldsForRetryAndCircuit() {
		assertThat(callsThere(new IOException(), RETRY + "retry-exception-predicate=" + Never.class.getName()))
			.isEqualTo(1);
		assertThat(countedThere(new IOException(), BREAKER + "record-failure-predicate=" + Never.class.getName())
			.getNumberOfFailedCalls()).isZero();
		Backend here = Backend.failing(new IOException());
		Applications.ours("any")
			.withBean(FailureClassifier.class, () -> (failure) -> FailureVerdict.of(FailureCategory.INVALID_REQUEST))
			.withBean(Here.class, () -> new Here(here))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Here.class).both());
				assertThat(here.calls()).isEqualTo(1);
				assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().ignored()).isEqualTo(1);
			});
	}

	/** Refuses one result. */
	public static final class Bad implements Predicate<Object> {

		@Override
		public boolean test(Object result) {
			return "bad".equals(result);
		}

	}

	/** Lets nothing count. */
	public static final class Never implements Predicate<Throwable> {

		@Override
		public boolean test(Throwable failure) {
			return false;
		}

	}

}
