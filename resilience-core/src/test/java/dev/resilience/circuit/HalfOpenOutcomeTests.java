package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.CircuitState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HalfOpenOutcomeTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	@Test
	void twoSuccessfulProbesCloseIt() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().reason()).isEqualTo("enough probes succeeded");
		assertThat(backend.snapshot().window().calls()).isZero();
		assertThat(backend.snapshot().consecutiveFailures()).isZero();
	}

	@Test
	void moreSuccessesMayBeAskedForThanProbesArePermittedAtOnce() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).permittedCalls(1).successThreshold(10));
		backend.fail();
		backend.advance(OPEN);
		backend.succeed(9);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void oneFailedProbeReopensIt() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("a probe failed");
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(OPEN);
	}

	@Test
	void successesOfAnEarlierPeriodDoNotCount() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		backend.fail();
		backend.advance(OPEN);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void anIgnoredFailureNeitherClosesNorReopensIt() {
		CircuitFixture backend = halfOpen();
		backend.succeed();
		backend.fail(new IllegalArgumentException());
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void aSlowProbeReopensIt() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).slowCallDuration(Duration.ofSeconds(2)));
		backend.fail();
		backend.advance(OPEN);
		backend.succeedAfter(Duration.ofSeconds(2).minusNanos(1));
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		backend.succeedAfter(Duration.ofSeconds(2));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("a probe was slow");
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(2);
	}

	@Test
	void aSlowProbeReopensItEvenWhereTheSlowCallRateIsOff() {
		CircuitFixture backend = CircuitFixture.sensitive(
				(spec) -> spec.openDuration(OPEN).slowCallDuration(Duration.ofSeconds(2)).slowCallRateThreshold(0));
		backend.fail();
		backend.advance(OPEN);
		backend.succeedAfter(Duration.ofSeconds(2));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void aSlowProbeWhoseFailureIsIgnoredHasNoVote() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).slowCallDuration(Duration.ofSeconds(2)));
		backend.fail();
		backend.advance(OPEN);
		backend.duringAndFail(() -> backend.advance(Duration.ofSeconds(3)), new IllegalArgumentException());
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void callsAdmittedBeforeItOpenedHaveNoVoteButAreCounted() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN).successThreshold(2));
		backend.during(() -> {
			backend.during(() -> backend.duringAndFail(() -> {
				backend.fail();
				backend.advance(OPEN);
				assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
			}, new BackendFailure()));
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		});
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(2);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void aProbeOfAnEarlierPeriodHasNoVoteButIsCounted() {
		CircuitFixture backend = halfOpen();
		backend.duringAndFail(() -> {
			backend.fail();
			backend.advance(OPEN);
			backend.succeed();
		}, new BackendFailure());
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(3);
		backend.during(() -> {
			backend.succeed();
			assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
			backend.succeed();
		});
		assertThat(backend.snapshot().window().calls()).as("the late probe has no vote").isEqualTo(1);
	}

	@Test
	void aProbeThatFailsAfterItsPeriodClosedIsCountedAlone() {
		CircuitFixture backend = halfOpen();
		backend.duringAndFail(() -> backend.succeed(2), new BackendFailure());
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().consecutiveFailures()).isZero();
		assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
	}

	@Test
	void itShowsWhatTheWindowHeldWhenItOpened() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.openDuration(OPEN).minimumCalls(5));
		backend.succeed(3);
		backend.fail(3);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		CircuitSnapshot.WindowCounts held = new CircuitSnapshot.WindowCounts(6, 3, 0);
		assertThat(backend.snapshot().window()).isEqualTo(held);
		backend.advance(OPEN);
		assertThat(backend.snapshot().window()).isEqualTo(held);
		backend.fail();
		assertThat(backend.snapshot().window()).isEqualTo(held);
		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(3);
	}

	private static CircuitFixture halfOpen() {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN));
		backend.fail();
		backend.advance(OPEN);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		return backend;
	}

}
