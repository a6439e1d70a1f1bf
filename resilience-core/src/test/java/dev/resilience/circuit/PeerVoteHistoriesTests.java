package dev.resilience.circuit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.CauseThrows;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which failures vote, in histories that other libraries hold theirs to. */
class PeerVoteHistoriesTests {

	static Stream<Arguments> hierarchies() {
		FailureTypes all = FailureTypes.of(Exception.class, Middle.class);
		FailureTypes ends = FailureTypes.of(Upper.class, Lower.class);
		return Stream.of(arguments(ends, Middle.class, new Exception(), false),
				arguments(ends, Middle.class, new Upper(), true), arguments(ends, Middle.class, new Middle(), false),
				arguments(ends, Middle.class, new Lower(), false),
				arguments(ends, Middle.class, new LowerChild(), false),
				arguments(ends, Middle.class, new MiddleChild(), false),
				arguments(ends, Middle.class, new UpperChild(), true),
				arguments(ends, Middle.class, new RuntimeException(), false),
				arguments(ends, Middle.class, new Error(), false), arguments(all, Upper.class, new Exception(), true),
				arguments(all, Upper.class, new Upper(), false), arguments(all, Upper.class, new Middle(), false),
				arguments(all, Upper.class, new LowerChild(), false),
				arguments(all, Upper.class, new RuntimeException(), true),
				arguments(all, Upper.class, new Exception(new Upper()), false),
				arguments(all, Upper.class, new ExecutionException(new LowerChild()), false),
				arguments(all, Upper.class, new StackOverflowError(), false));
	}

	/** MicroProfile: CircuitBreakerExceptionHierarchyTest. */
	@ParameterizedTest
	@MethodSource("hierarchies")
	void whatIsIgnoredIsIgnoredHoweverNearWhatIsRecorded(FailureTypes record, Class<? extends Throwable> ignore,
			Throwable failure, boolean opens) {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.record(record).ignore(FailureTypes.of(ignore)));

		backend.fail(failure);

		assertThat(backend.state()).isEqualTo(opens ? CircuitState.OPEN : CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().ignored()).isEqualTo(opens ? 0 : 1);
	}

	/** resilience4j: CircuitBreakerFutureTest, a cancellation is nobody's failure. */
	@ParameterizedTest
	@MethodSource
	void neitherOpensNorBreaksARow(Throwable withoutVote) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(3));
		backend.fail(2);

		backend.fail(withoutVote);

		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(2);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(2, 2, 0));
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	static Stream<Throwable> neitherOpensNorBreaksARow() {
		return Stream.of(new CancellationException(), new InterruptedException(),
				new ExecutionException(new InterruptedException()), new LinkageError(),
				new RuntimeException(new CancellationException()), new NullPointerException());
	}

	/** A failure that fails itself when it is asked for its cause. */
	@Test
	void aFailureWhoseCauseThrowsIsAFailureAndReachesTheCaller() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(60)).permittedCalls(1));

		backend.fail(new CauseThrows());
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.advance(Duration.ofSeconds(60));
		backend.fail(new CauseThrows());

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
	}

	/**
	 * The same instance thrown by many calls, as a library may do that pays no traces.
	 */
	@Test
	void oneInstanceThrownByManyCallsIsManyFailures() {
		CircuitFixture backend = CircuitFixture.with(UnaryOperator.identity());
		IOException shared = new IOException();

		for (int i = 0; i < 5; i++) {
			backend.fail(shared);
		}

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(shared.getSuppressed()).isEmpty();
		assertThat(shared).hasNoCause();
	}

	/** resilience4j: EventProcessorTest; a listener that has heard enough. */
	@Test
	void aListenerThatTakesItselfOffTheListHarmsNoCall() {
		List<ResilienceListener> listeners = new ArrayList<>();
		List<ResilienceEvent> heard = new ArrayList<>();
		listeners.add(new ResilienceListener() {

			@Override
			public void onEvent(ResilienceEvent event) {
				listeners.remove(this);
			}

		});
		listeners.add(heard::add);
		listeners.add(heard::add);
		CircuitFixture backend = CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME).circuit(CircuitSpec.builder().failureThreshold(1).build()),
				(engine) -> engine.listeners(() -> listeners));

		backend.fail();
		backend.refusal();

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(listeners).hasSize(2);
		assertThat(heard).hasSize(4);
	}

	/** What is looked up late may not be there at all: a class that is missing. */
	@Test
	void listenersAndClassifiersWhoseClassIsMissingHarmNoCall() {
		CircuitFixture backend = CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME).circuit(CircuitSpec.builder().failureThreshold(1).build()),
				(engine) -> engine.listeners(PeerVoteHistoriesTests::missing)
					.classifiers(PeerVoteHistoriesTests::missing));

		backend.fail();

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	private static <T> List<T> missing() {
		throw new NoClassDefFoundError();
	}

	/** The uppermost of a family of failures. */
	private static class Upper extends Exception {

	}

	private static final class UpperChild extends Upper {

	}

	private static class Middle extends Upper {

	}

	private static final class MiddleChild extends Middle {

	}

	private static class Lower extends Middle {

	}

	private static final class LowerChild extends Lower {

	}

}
