package dev.resilience.circuit;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.event.FailureInfo;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureCategory;
import dev.resilience.pipeline.PolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class CircuitEventTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	@Test
	void everyChangeIsToldWithItsReason() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN));
		backend.fail();
		backend.advance(OPEN);
		backend.fail();
		backend.advance(OPEN);
		backend.succeed(2);
		backend.circuit.forceOpen();
		backend.circuit.disable();
		backend.circuit.close();
		backend.circuit.reset();
		assertThat(backend.changes()).extracting(CircuitStateChanged::to, CircuitStateChanged::reason)
			.containsExactly(tuple(CircuitState.OPEN, "1 failure"), tuple(CircuitState.HALF_OPEN, "1 failure"),
					tuple(CircuitState.OPEN, "a probe failed"), tuple(CircuitState.HALF_OPEN, "a probe failed"),
					tuple(CircuitState.CLOSED, "enough probes succeeded"),
					tuple(CircuitState.FORCED_OPEN, "opened by hand"), tuple(CircuitState.DISABLED, "disabled by hand"),
					tuple(CircuitState.CLOSED, "closed by hand"));
		List<CircuitState> states = new ArrayList<>(List.of(CircuitState.CLOSED));
		backend.changes().forEach((change) -> {
			assertThat(change.from()).isEqualTo(states.get(states.size() - 1));
			states.add(change.to());
		});
	}

	@Test
	void anOpeningTellsTheFailureAndTheNextProbe() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN));
		Instant now = backend.time.wallClock();
		backend.fail(new ConnectException("a secret"));
		CircuitStateChanged opened = backend.changes().get(0);
		assertThat(opened).isEqualTo(new CircuitStateChanged(CircuitFixture.NAME, now, CircuitState.CLOSED,
				CircuitState.OPEN, "1 failure",
				new FailureInfo("java.net.ConnectException", FailureCategory.CONNECTION, null), now.plus(OPEN)));
		assertThat(opened.code()).isEqualTo("CIRCUIT_OPEN");
		assertThat(opened.toString()).doesNotContain("secret");
	}

	/** The lease of a probe and the open time after it have both passed unseen. */
	@Test
	void anOpeningThatIsSeenAtItsEndTellsThatTheProbeIsDue() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN).maxDuration(OPEN));
		backend.fail();
		backend.advance(OPEN);
		backend.during(() -> {
			backend.advance(OPEN.multipliedBy(2));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		});
		assertThat(backend.changes()).extracting(CircuitStateChanged::to)
			.containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.OPEN, CircuitState.HALF_OPEN);
		assertThat(backend.changes().get(2).nextProbeAt()).isEqualTo(backend.time.wallClock());
	}

	@Test
	void aReaderWhoFindsItHalfOpenTellsIt() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN));
		backend.fail();
		backend.advance(OPEN);
		backend.snapshot();
		backend.snapshot();
		assertThat(backend.changes()).extracting(CircuitStateChanged::to)
			.containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN);
	}

	@Test
	void everyRefusalIsTold() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.fail();
		backend.refusal();
		backend.circuit.forceOpen();
		backend.refusal();
		assertThat(backend.events).filteredOn(CallRejected.class::isInstance)
			.containsExactly(rejected(backend, CircuitState.OPEN), rejected(backend, CircuitState.FORCED_OPEN));
	}

	@Test
	void aCallThatPassesTellsNothing() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec);
		backend.succeed(10);
		backend.fail(4);
		assertThat(backend.events).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void aListenerThatThrowsHarmsNothing(Throwable thrown) {
		List<ResilienceEvent> heard = new ArrayList<>();
		ResilienceListener broken = (event) -> CircuitEventTests.<RuntimeException>sneak(thrown);
		CircuitFixture backend = CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME)
					.circuit(CircuitSpec.builder().failureThreshold(1).openDuration(OPEN).successThreshold(1).build()),
				(engine) -> engine.listeners(() -> List.of(broken, heard::add, broken)));
		backend.fail();
		assertThat(backend.refusal().state()).isEqualTo(CircuitState.OPEN);
		backend.advance(OPEN);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(heard).extracting(ResilienceEvent::code)
			.containsExactly("CIRCUIT_OPEN", "CIRCUIT_OPEN", "CIRCUIT_HALF_OPEN", "CIRCUIT_CLOSED");
	}

	static Stream<Throwable> aListenerThatThrowsHarmsNothing() {
		return Stream.of(new IllegalStateException(), new Exception(), new StackOverflowError());
	}

	@Test
	void aListenerMayActOnTheCircuitThatItHearsOf() {
		List<Circuit> circuit = new ArrayList<>();
		ResilienceListener closer = (event) -> {
			if (event instanceof CircuitStateChanged change && change.to() == CircuitState.OPEN) {
				assertThat(circuit.get(0).state()).isEqualTo(CircuitState.OPEN);
				circuit.get(0).reset();
			}
		};
		CircuitFixture backend = CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME).circuit(CircuitSpec.builder().failureThreshold(1).build()),
				(engine) -> engine.listeners(() -> List.of(closer)));
		circuit.add(backend.circuit);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().opened()).isEqualTo(1);
	}

	@Test
	void aListenerMayUndoWhatSomebodyElseHasDoneByHand() {
		List<Circuit> circuit = new ArrayList<>();
		ResilienceListener closer = (event) -> {
			if (event instanceof CircuitStateChanged change && change.to() == CircuitState.FORCED_OPEN) {
				circuit.get(0).close();
			}
		};
		CircuitFixture backend = CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME).circuit(CircuitSpec.DEFAULTS),
				(engine) -> engine.listeners(() -> List.of(closer)));
		circuit.add(backend.circuit);
		backend.circuit.forceOpen();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().transitions()).containsEntry(CircuitState.FORCED_OPEN, 1L);
	}

	private static CallRejected rejected(CircuitFixture backend, CircuitState state) {
		return new CallRejected(CircuitFixture.NAME, backend.time.wallClock(), "CIRCUIT_OPEN", state);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> void sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

}
