package dev.resilience.circuit;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitState;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever of the user's breaks, the caller gets what the method threw. */
class BrokenExtensionsTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	@Test
	void aClassifierThatThrowsCountsAsNotKnowing() {
		assertCircuitWorks((engine) -> engine.classifiers(() -> List.of((failure) -> {
			throw new IllegalStateException();
		})), new BackendFailure());
	}

	@Test
	void aClassifierThatRunsOutOfStackCountsAsNotKnowing() {
		assertCircuitWorks((engine) -> engine.classifiers(() -> List.of((failure) -> {
			throw new StackOverflowError();
		})), new BackendFailure());
	}

	@Test
	void classifiersThatCannotBeLookedUpCountAsNotKnowing() {
		assertCircuitWorks((engine) -> engine.classifiers(() -> {
			throw new IllegalStateException("the application is closing");
		}), new BackendFailure());
	}

	@Test
	void listenersThatCannotBeLookedUpAreNotTold() {
		assertCircuitWorks((engine) -> engine.listeners(() -> {
			throw new IllegalStateException("the application is closing");
		}), new BackendFailure());
	}

	@Test
	void aFailureWhoseMessageThrowsIsAFailure() {
		assertCircuitWorks((engine) -> engine.includeMessages(true), new RuntimeException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}

		});
	}

	/** Opens it, lets probes through and has the permit back each time. */
	private static void assertCircuitWorks(UnaryOperator<ResilienceEngineBuilder> settings, Throwable failure) {
		PolicySpec.Builder policy = PolicySpec.builder(CircuitFixture.NAME)
			.circuit(CircuitSpec.builder()
				.failureThreshold(1)
				.openDuration(OPEN)
				.permittedCalls(1)
				.successThreshold(2)
				.build());
		CircuitFixture backend = CircuitFixture.with(policy, settings);
		backend.fail(failure);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.refusal();
		backend.advance(OPEN);
		backend.fail(failure);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.advance(OPEN);
		backend.succeed(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(2);
	}

}
