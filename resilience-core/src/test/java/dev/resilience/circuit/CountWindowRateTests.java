package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.CircuitState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountWindowRateTests {

	@Test
	void aWindowOfOneCallLooksAtTheLastCallAlone() {
		CircuitFixture backend = window(1, 1, 100);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().window().calls()).isEqualTo(1);
	}

	@Test
	void belowTheMinimumThereIsNoRate() {
		CircuitFixture backend = window(4, 4, 50);
		backend.fail(3);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().failureRate()).isNull();
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().failureRate()).isEqualTo(100.0);
	}

	@Test
	void aSuccessThatReachesTheMinimumMayOpenIt() {
		CircuitFixture backend = window(4, 4, 50);
		backend.fail(2);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("50.0 % of the last 4 calls failed");
	}

	@Test
	void aRateThatIsReachedOpensItAndOneBelowDoesNot() {
		CircuitFixture backend = window(100, 20, 50);
		backend.succeed(51);
		backend.fail(49);
		assertThat(backend.snapshot().failureRate()).isEqualTo(49.0);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertThat(backend.snapshot().failureRate()).isEqualTo(50.0);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void aRateThatNoNumberOfCallsMeetsOpensItWhenPassed() {
		CircuitFixture backend = window(3, 3, 33.4);
		backend.fail();
		backend.succeed(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("66.7 % of the last 3 calls failed");
	}

	@Test
	void theOldestVoteMakesRoomForTheNewest() {
		CircuitFixture backend = window(3, 3, 100);
		backend.fail(2);
		backend.succeed();
		backend.fail(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(3, 2, 0));
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void theWindowFillsAndThenStaysFull() {
		CircuitFixture backend = window(7, 1, 0);
		for (int calls = 1; calls <= 20; calls++) {
			backend.succeed();
			assertThat(backend.snapshot().window().calls()).isEqualTo(Math.min(calls, 7));
		}
	}

	@Test
	void aThresholdOfZeroIsOff() {
		CircuitFixture backend = window(10, 1, 0);
		backend.fail(100);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().failureRate()).isEqualTo(100.0);
	}

	@Test
	void aCallIsSlowFromTheDurationOn() {
		CircuitFixture backend = slow(10, 10, 100);
		backend.succeedAfter(Duration.ofSeconds(1).minusNanos(1));
		assertThat(backend.snapshot().window().slowCalls()).isZero();
		backend.succeedAfter(Duration.ofSeconds(1));
		assertThat(backend.snapshot().window().slowCalls()).isEqualTo(1);
	}

	@Test
	void slowSuccessesOpenIt() {
		CircuitFixture backend = slow(4, 4, 75);
		backend.succeed();
		backend.succeedAfter(Duration.ofSeconds(2));
		backend.succeedAfter(Duration.ofSeconds(2));
		assertThat(backend.snapshot().slowCallRate()).isNull();
		backend.succeedAfter(Duration.ofSeconds(2));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("75.0 % of the last 4 calls were slow");
		assertThat(backend.snapshot().slowCallRate()).isEqualTo(75.0);
		assertThat(backend.snapshot().failureRate()).isZero();
	}

	@Test
	void aSlowFailureCountsForBothRates() {
		CircuitFixture backend = slow(10, 10, 100);
		backend.failAfter(Duration.ofSeconds(2));
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(1, 1, 1));
	}

	@Test
	void theRatesAreJudgedApart() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowSize(4)
			.failureRateThreshold(75)
			.slowCallDuration(Duration.ofSeconds(1))
			.slowCallRateThreshold(75));
		backend.fail(2);
		backend.succeedAfter(Duration.ofSeconds(1));
		backend.succeedAfter(Duration.ofSeconds(1));
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.succeedAfter(Duration.ofSeconds(1));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("75.0 % of the last 4 calls were slow");
	}

	@Test
	void aSlowCallThresholdOfZeroIsOff() {
		CircuitFixture backend = slow(2, 1, 0);
		for (int i = 0; i < 10; i++) {
			backend.succeedAfter(Duration.ofSeconds(2));
		}
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().slowCallRate()).isEqualTo(100.0);
	}

	@Test
	void whereNoDurationIsSetSlowCallsAreNotLookedAt() {
		CircuitFixture backend = window(2, 1, 50);
		backend.succeedAfter(Duration.ofDays(1));
		backend.succeedAfter(Duration.ofDays(1));
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().slowCallRate()).isNull();
		assertThat(backend.snapshot().window().slowCalls()).isZero();
	}

	@Test
	void leftOutTheMinimumIsNeverAboveTheSize() {
		CircuitFixture backend = CircuitFixture
			.with((spec) -> spec.failureThreshold(0).windowSize(3).failureRateThreshold(50));
		backend.fail(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void anIgnoredFailureIsNotInTheWindow() {
		CircuitFixture backend = window(2, 1, 50);
		backend.fail(new IllegalArgumentException());
		assertThat(backend.snapshot().window()).isEqualTo(CircuitSnapshot.WindowCounts.EMPTY);
		assertThat(backend.snapshot().failureRate()).isNull();
	}

	private static CircuitFixture window(int size, int minimumCalls, double rate) {
		return CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowSize(size)
			.minimumCalls(minimumCalls)
			.failureRateThreshold(rate));
	}

	private static CircuitFixture slow(int size, int minimumCalls, double rate) {
		return CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.failureRateThreshold(0)
			.windowSize(size)
			.minimumCalls(minimumCalls)
			.slowCallDuration(Duration.ofSeconds(1))
			.slowCallRateThreshold(rate));
	}

}
