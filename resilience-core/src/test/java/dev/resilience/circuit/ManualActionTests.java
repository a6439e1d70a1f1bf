package dev.resilience.circuit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.time.InterleavedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ManualActionTests {

	@Test
	void forcedOpenItRefusesUntilToldOtherwise() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.circuit.forceOpen();
		backend.advance(Duration.ofDays(365));
		assertThat(backend.state()).isEqualTo(CircuitState.FORCED_OPEN);
		assertThat(backend.refusal().nextProbeIn()).isNull();
		assertThat(backend.snapshot().nextProbeAt()).isNull();
		assertThat(backend.snapshot().reason()).isEqualTo("opened by hand");
		assertThat(backend.snapshot().totals().opened()).as("opened counts OPEN alone").isZero();
		backend.circuit.close();
		backend.succeed();
	}

	@Test
	void closedByHandTheWindowIsEmpty() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec);
		backend.fail(4);
		backend.circuit.close();
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		assertThat(backend.snapshot().consecutiveFailures()).isZero();
		assertThat(backend.snapshot().reason()).isEqualTo("closed by hand");
		backend.fail(4);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void closesAnOpenCircuitAtOnce() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.fail();
		backend.circuit.close();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.succeed();
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void disabledEverythingPassesAndCountsButNothingOpensIt() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.circuit.disable();
		backend.succeed(10);
		backend.fail(100);
		backend.fail(new IllegalArgumentException());
		assertThat(backend.state()).isEqualTo(CircuitState.DISABLED);
		assertThat(backend.snapshot().reason()).isEqualTo("disabled by hand");
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		CircuitSnapshot.Totals totals = backend.snapshot().totals();
		assertThat(totals.succeeded()).isEqualTo(10);
		assertThat(totals.failed()).isEqualTo(100);
		assertThat(totals.ignored()).isEqualTo(1);
		assertThat(totals.rejected()).isZero();
		assertThat(totals.opened()).isZero();
	}

	@Test
	void resetKeepsTheTotals() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.succeed(3);
		backend.fail();
		backend.refusal();
		backend.circuit.reset();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().reason()).isEqualTo("reset by hand");
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		CircuitSnapshot.Totals totals = backend.snapshot().totals();
		assertThat(totals.succeeded()).isEqualTo(3);
		assertThat(totals.failed()).isEqualTo(1);
		assertThat(totals.rejected()).isEqualTo(1);
		assertThat(totals.opened()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("actions")
	void aCallUnderWayHasNoVoteAfterwardsButIsCounted(Consumer<Circuit> action, CircuitState after) {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.duringAndFail(() -> action.accept(backend.circuit), new BackendFailure());
		assertThat(backend.state()).isEqualTo(after);
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(1);
		assertThat(backend.snapshot().totals().opened()).isZero();
	}

	@ParameterizedTest
	@MethodSource("actions")
	void aProbeUnderWayHasNoVoteAfterwards(Consumer<Circuit> action, CircuitState after) {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(1)).successThreshold(1));
		backend.fail();
		backend.advance(Duration.ofSeconds(1));
		backend.duringAndFail(() -> action.accept(backend.circuit), new BackendFailure());
		assertThat(backend.state()).isEqualTo(after);
		assertThat(backend.snapshot().totals().opened()).isEqualTo(1);
		backend.advance(Duration.ofDays(1));
		assertThat(backend.state()).as("no lease is left").isEqualTo(after);
	}

	@ParameterizedTest
	@MethodSource("actions")
	void leadsFromEveryStateToItsOwn(Consumer<Circuit> action, CircuitState after) {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(1)));
		Stream<Runnable> starts = Stream.of(backend.circuit::reset, backend.circuit::forceOpen,
				backend.circuit::disable, () -> open(backend), () -> halfOpen(backend));
		starts.forEach((start) -> {
			start.run();
			action.accept(backend.circuit);
			assertThat(backend.state()).isEqualTo(after);
		});
	}

	@ParameterizedTest
	@MethodSource("actions")
	void takesEffectThoughTheCircuitOpensInTheMiddleOfIt(Consumer<Circuit> action, CircuitState after) {
		InterleavedTime time = new InterleavedTime();
		CircuitFixture backend = CircuitFixture.with(time.manual, time, (spec) -> spec.failureThreshold(1));
		time.atReading(1, backend::fail);
		action.accept(backend.circuit);
		assertThat(backend.snapshot().totals().opened()).as("it has opened").isEqualTo(1);
		assertThat(backend.state()).isEqualTo(after);
	}

	static Stream<Arguments> actions() {
		return Stream.of(arguments(Circuit::forceOpen, CircuitState.FORCED_OPEN),
				arguments(Circuit::close, CircuitState.CLOSED), arguments(Circuit::disable, CircuitState.DISABLED),
				arguments(Circuit::reset, CircuitState.CLOSED));
	}

	private static Arguments arguments(Consumer<Circuit> action, CircuitState after) {
		return Arguments.of(action, after);
	}

	@Test
	void aCallThatWasAdmittedWhileDisabledHasNoVoteOnceClosed() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.circuit.disable();
		backend.duringAndFail(backend.circuit::close, new BackendFailure());
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
	}

	@Test
	void forcedOpenItStillShowsWhatTheWindowHeld() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec);
		backend.succeed(2);
		backend.fail(3);
		backend.circuit.forceOpen();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(5, 3, 0));
		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(3);
	}

	private static void open(CircuitFixture backend) {
		backend.circuit.reset();
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	private static void halfOpen(CircuitFixture backend) {
		open(backend);
		backend.advance(Duration.ofSeconds(1));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

}
