package dev.resilience.circuit;

import java.time.Duration;
import java.time.Instant;

import dev.resilience.CircuitState;
import dev.resilience.time.InterleavedTime;
import dev.resilience.time.LaggingTime;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenDurationTests {

	private static final Duration TICK = Duration.ofNanos(1);

	@Test
	void becomesHalfOpenByTimeAloneForOneWhoOnlyLooks() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(60)));
		backend.fail();
		backend.advance(Duration.ofSeconds(60).minus(TICK));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().state()).isEqualTo(CircuitState.OPEN);
		backend.advance(TICK);
		assertThat(backend.snapshot().state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void refusesUntilThenAndLetsAProbeThroughAfterwards() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(1)));
		backend.fail();
		backend.advance(Duration.ofMillis(999));
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(Duration.ofMillis(1));
		backend.advance(Duration.ofMillis(1));
		backend.succeed();
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(1);
	}

	/** The second reading of the clock is the one for what the caller is told. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 1_000 })
	void tellsACallThatCameJustTooEarlyThatAProbeIsDueNow(long nanos) {
		InterleavedTime time = new InterleavedTime();
		CircuitFixture backend = CircuitFixture.with(time.manual, time,
				(spec) -> spec.failureThreshold(1).openDuration(Duration.ofSeconds(60)));
		backend.fail();
		backend.advance(Duration.ofSeconds(60).minus(TICK));
		time.atReading(2, () -> backend.advance(Duration.ofNanos(nanos)));
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(Duration.ZERO);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	/** However far the coarse clock lags behind, up to what it is trusted for. */
	@ParameterizedTest
	@ValueSource(longs = { 0, 2, 90 })
	void endsInTimeForACallThoughTheCoarseClockLagsBehind(long millis) {
		LaggingTime time = new LaggingTime(new ManualTime(), Duration.ofMillis(millis).toNanos());
		CircuitFixture backend = CircuitFixture.with(time.exact(), time,
				(spec) -> spec.failureThreshold(1).openDuration(Duration.ofSeconds(60)));
		backend.fail();
		backend.advance(Duration.ofSeconds(60).minus(TICK));
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(TICK);
		backend.advance(TICK);
		backend.succeed();
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(1);
	}

	@Test
	void isTakenFromTheCoarseClockWhileItsEndIsFar() {
		LaggingTime time = new LaggingTime(new ManualTime(), Duration.ofMillis(2).toNanos());
		CircuitFixture backend = CircuitFixture.with(time.exact(), time,
				(spec) -> spec.failureThreshold(1).openDuration(Duration.ofSeconds(60)));
		backend.fail();
		backend.advance(Duration.ofSeconds(10));
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(Duration.ofMillis(50_002));
		assertThat(backend.snapshot().nextProbeAt()).isEqualTo(time.wallClock().plusSeconds(50));
	}

	@Test
	void tellsWhenTheNextProbeIsDue() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(60)));
		Instant opened = backend.time.wallClock();
		backend.fail();
		assertThat(backend.snapshot().since()).isEqualTo(opened);
		backend.advance(Duration.ofSeconds(20));
		assertThat(backend.snapshot().nextProbeAt()).isEqualTo(opened.plusSeconds(60));
		backend.advance(Duration.ofSeconds(40));
		assertThat(backend.snapshot().nextProbeAt()).isNull();
	}

	@Test
	void aHalfOpenCircuitThatNobodyCallsStaysHalfOpen() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec);
		backend.fail();
		backend.advance(Duration.ofDays(30));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		backend.advance(Duration.ofDays(30));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void growsWithEveryReopeningUpToTheMost() {
		CircuitFixture backend = growing();
		backend.fail();
		assertOpenFor(backend, 1);
		backend.fail();
		assertOpenFor(backend, 3);
		backend.fail();
		assertOpenFor(backend, 9);
		backend.fail();
		assertOpenFor(backend, 10);
		for (int i = 0; i < 2_000; i++) {
			backend.fail();
			backend.advance(Duration.ofSeconds(10));
		}
		backend.fail();
		assertOpenFor(backend, 10);
	}

	@Test
	void startsAgainAfterANaturalClose() {
		CircuitFixture backend = growing();
		reopenOnce(backend);
		backend.succeed(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertOpenFor(backend, 1);
	}

	@Test
	void goesOnFromWhereItWasAfterACloseByHand() {
		CircuitFixture backend = growing();
		reopenOnce(backend);
		backend.circuit.close();
		backend.fail();
		assertOpenFor(backend, 9);
	}

	@Test
	void goesOnFromWhereItWasAfterForceOpenAndDisable() {
		CircuitFixture backend = growing();
		reopenOnce(backend);
		backend.circuit.forceOpen();
		backend.circuit.disable();
		backend.circuit.close();
		backend.fail();
		assertOpenFor(backend, 9);
	}

	@Test
	void startsAgainAfterAReset() {
		CircuitFixture backend = growing();
		reopenOnce(backend);
		backend.circuit.reset();
		backend.fail();
		assertOpenFor(backend, 1);
	}

	@Test
	void doesNotGrowWithoutAMultiplier() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(5)));
		for (int i = 0; i < 10; i++) {
			backend.fail();
			assertOpenFor(backend, 5);
		}
	}

	@Test
	void theMostNeverShortensTheFirst() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(20))
			.openDurationMultiplier(2)
			.openDurationMax(Duration.ofSeconds(10)));
		backend.fail();
		assertOpenFor(backend, 20);
		backend.fail();
		assertOpenFor(backend, 20);
	}

	@Test
	void anEndlessMultiplierEndsAtTheMost() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(1))
			.openDurationMultiplier(1e300)
			.openDurationMax(Duration.ofDays(365)));
		for (int i = 0; i < 4; i++) {
			backend.fail();
			backend.advance(Duration.ofDays(365));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		}
		backend.fail();
		assertOpenFor(backend, Duration.ofDays(365).toSeconds());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1970-01-01T00:00:00Z", "2025-12-31T23:59:00Z", "2100-01-01T00:00:00Z" })
	void aWallClockThatJumpsChangesNothing(Instant jump) {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(60)));
		backend.fail();
		backend.time.setWallClock(jump);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(Duration.ofSeconds(60));
		backend.advance(Duration.ofSeconds(60).minus(TICK));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.time.setWallClock(jump.minusSeconds(3_600));
		backend.advance(TICK);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void aClockThatOverflowsOpensAndProbesInTime() {
		CircuitFixture backend = CircuitFixture.with(ManualTime.overflowingIn(Duration.ofSeconds(30)),
				(spec) -> spec.failureThreshold(1).openDuration(Duration.ofSeconds(60)));
		backend.fail();
		assertOpenFor(backend, 60);
	}

	private static CircuitFixture growing() {
		return CircuitFixture.sensitive((spec) -> spec.openDuration(Duration.ofSeconds(1))
			.openDurationMultiplier(3)
			.openDurationMax(Duration.ofSeconds(10)));
	}

	/** Leaves the circuit half-open for the second time. */
	private static void reopenOnce(CircuitFixture backend) {
		backend.fail();
		assertOpenFor(backend, 1);
		backend.fail();
		assertOpenFor(backend, 3);
	}

	private static void assertOpenFor(CircuitFixture backend, long seconds) {
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(Duration.ofSeconds(seconds));
		backend.advance(Duration.ofSeconds(seconds).minus(TICK));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.advance(TICK);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

}
