package dev.resilience.circuit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.resilience.CircuitState;
import dev.resilience.async.AsyncFixture;
import dev.resilience.async.ManualBackend;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Probes that do not come back, or not in time. */
class ProbeLeaseTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	private static final Duration LEASE = Duration.ofSeconds(20);

	private static final Duration TICK = Duration.ofNanos(1);

	@Test
	void aProbeThatDoesNotComeBackReopensIt() {
		CircuitFixture backend = halfOpen();
		backend.during(() -> {
			backend.advance(LEASE.minus(TICK));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
			backend.advance(TICK);
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			assertThat(backend.snapshot().reason()).isEqualTo("a probe had not come back after 20s");
			assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN);
		});
	}

	@Test
	void theOpenTimeBeginsWithTheEndOfTheLeaseEvenIfNobodyLooks() {
		CircuitFixture backend = halfOpen();
		backend.during(() -> {
			backend.advance(LEASE.plusSeconds(10));
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN.minusSeconds(10));
		});
	}

	@Test
	void itIsHalfOpenAgainAfterLeaseAndOpenTimeEvenIfNobodyLooked() {
		CircuitFixture backend = halfOpen();
		backend.during(() -> {
			backend.advance(LEASE.plus(OPEN));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
			assertThat(backend.snapshot().totals().opened()).isEqualTo(2);
		});
	}

	@Test
	void theEarliestLeaseThatEndedDecides() {
		CircuitFixture backend = halfOpen();
		backend.during(() -> {
			backend.advance(Duration.ofSeconds(5));
			backend.during(() -> {
				backend.advance(LEASE.plusSeconds(1));
				assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN.minusSeconds(6));
			});
		});
	}

	/**
	 * The second probe is older than the third, which has taken the place of the first.
	 */
	@Test
	void theEarliestLeaseThatEndedDecidesWhereverItsPlaceIs() {
		try (AsyncFixture backend = new AsyncFixture(
				(policy) -> policy.circuit(sensitive(CircuitSpec.builder()).successThreshold(10).build()))) {
			backend.call(() -> CompletableFuture.failedFuture(new BackendFailure()));
			backend.time.advance(OPEN);
			ManualBackend probes = new ManualBackend();
			backend.call(probes);
			backend.time.advance(Duration.ofSeconds(1));
			backend.call(probes);
			probes.attempt(1).complete("well");
			backend.time.advance(Duration.ofSeconds(1));
			backend.call(probes);
			backend.time.advance(LEASE);
			assertThat(backend.circuit().state()).isEqualTo(CircuitState.OPEN);
			assertThat(backend.circuit().snapshot().nextProbeAt())
				.isEqualTo(backend.time.wallClock().plus(OPEN).minusSeconds(1));
		}
	}

	@Test
	void aProbeThatSucceedsTooLateHasNoVote() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		backend.succeedAfter(LEASE.plus(TICK));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(2);
	}

	@Test
	void aProbeThatFailsTooLateHasNoVote() {
		CircuitFixture backend = halfOpen();
		backend.failAfter(LEASE.plus(OPEN));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.snapshot().totals().opened()).isEqualTo(2);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
	}

	@Test
	void aProbeWhoseIgnoredFailureComesTooLateHasFailedAllTheSame() {
		CircuitFixture backend = halfOpen();
		backend.duringAndFail(() -> backend.advance(LEASE.plusSeconds(1)), new IllegalArgumentException());
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN.minusSeconds(1));
		assertThat(backend.snapshot().totals().ignored()).isEqualTo(1);
	}

	@Test
	void aProbeThatCameBackHasNoLeaseLeft() {
		CircuitFixture backend = halfOpen();
		backend.succeedAfter(LEASE.minus(TICK));
		backend.advance(Duration.ofDays(1));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void anotherProbeThatSucceedsAfterTheLeaseEndedDoesNotCloseIt() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		backend.during(() -> {
			backend.advance(LEASE.dividedBy(2));
			backend.during(() -> backend.advance(LEASE.dividedBy(2)));
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		});
	}

	@Test
	void everyReopeningMakesTheOpenTimeLonger() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).openDurationMultiplier(2).maxDuration(LEASE));
		backend.fail();
		backend.advance(OPEN);
		backend.during(() -> {
			backend.advance(LEASE);
			assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN.multipliedBy(2));
		});
	}

	@Test
	void aLeaseEndsInTimeWhereTheClockOverflows() {
		Duration halfALease = LEASE.dividedBy(2);
		for (Duration end : new Duration[] { Duration.ZERO, TICK, halfALease, LEASE }) {
			ManualTime time = ManualTime.overflowingIn(OPEN.plus(end));
			assertLeaseEndsInTime(CircuitFixture.with(time, ProbeLeaseTests::sensitive));
		}
	}

	@Test
	void aLeaseThatEndsAtZeroIsALease() {
		ManualTime time = ManualTime.startingAt(-OPEN.plus(LEASE).toNanos());
		CircuitFixture backend = CircuitFixture.with(time, ProbeLeaseTests::sensitive);
		Throwable withoutVote = new IllegalArgumentException();
		backend.fail();
		backend.advance(OPEN);
		backend.during(() -> {
			backend.duringAndFail(() -> backend.duringAndFail(backend::refusal, withoutVote), withoutVote);
			backend.advance(LEASE.plus(TICK));
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		});
	}

	private static void assertLeaseEndsInTime(CircuitFixture backend) {
		backend.fail();
		backend.advance(OPEN);
		backend.during(() -> {
			backend.advance(LEASE.minus(TICK));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
			backend.advance(TICK);
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		});
	}

	private static CircuitFixture halfOpen() {
		CircuitFixture backend = CircuitFixture.with(ProbeLeaseTests::sensitive);
		backend.fail();
		backend.advance(OPEN);
		return backend;
	}

	private static CircuitSpecBuilder sensitive(CircuitSpecBuilder spec) {
		return spec.failureThreshold(1).openDuration(OPEN).maxDuration(LEASE).successThreshold(2).permittedCalls(3);
	}

}
