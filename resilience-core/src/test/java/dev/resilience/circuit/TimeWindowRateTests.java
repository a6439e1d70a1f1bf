package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeWindowRateTests {

	private static final Duration WHILE = Duration.ofMillis(6_400);

	private static final Duration SLICE = WHILE.dividedBy(64);

	@Test
	void opensAtTheRateOnceTheMinimumIsReached() {
		CircuitFixture backend = window(4, 50);
		backend.fail(2);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().failureRate()).isNull();
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("50.0 % of 4 calls in 6400ms failed");
	}

	@Test
	void holdsAsManyCallsAsThereAre() {
		CircuitFixture backend = window(1, 0);
		backend.succeed(10_000);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(10_000, 0, 0));
	}

	@Test
	void aVoteStaysForAlmostTheWholeWhile() {
		CircuitFixture backend = window(2, 100);
		backend.fail();
		backend.advance(WHILE.minus(SLICE));
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(1, 1, 0));
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void aVoteIsForgottenAfterTheWhile() {
		CircuitFixture backend = window(2, 100);
		backend.fail();
		backend.advance(WHILE);
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(1, 1, 0));
	}

	@Test
	void anIdleGapOfManyWhilesEmptiesTheWindow() {
		CircuitFixture backend = window(5, 100);
		for (int i = 0; i < 64; i++) {
			backend.succeed();
			backend.advance(SLICE);
		}
		backend.advance(WHILE.multipliedBy(1_000));
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		backend.fail(4);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void successesThatAgeMakeRoomForFailures() {
		CircuitFixture backend = window(2, 60);
		backend.succeed(2);
		backend.advance(WHILE.dividedBy(2));
		backend.fail(2);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.advance(WHILE.dividedBy(2).plus(SLICE));
		assertThat(backend.snapshot().failureRate()).isEqualTo(100.0);
		assertThat(backend.state()).as("only a vote opens it").isEqualTo(CircuitState.CLOSED);
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void slowCallsCountWhenTheyEnd() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowType(WindowType.TIME)
			.windowDuration(WHILE)
			.minimumCalls(2)
			.slowCallDuration(Duration.ofSeconds(1)));
		backend.succeedAfter(WHILE.multipliedBy(3));
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(1, 0, 1));
		backend.succeedAfter(Duration.ofSeconds(1));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("100.0 % of 2 calls in 6400ms were slow");
	}

	@Test
	void aClockThatOverflowsForgetsInTime() {
		CircuitFixture backend = CircuitFixture.with(ManualTime.overflowingIn(WHILE.dividedBy(2)),
				(spec) -> spec.failureThreshold(0).windowType(WindowType.TIME).windowDuration(WHILE).minimumCalls(2));
		backend.fail();
		backend.advance(WHILE.minus(SLICE));
		assertThat(backend.snapshot().window().calls()).isEqualTo(1);
		backend.advance(SLICE);
		assertThat(backend.snapshot().window().calls()).isZero();
	}

	@Test
	void theMinimumMayBeAboveTheSizeThatACountWindowWouldHave() {
		CircuitFixture backend = window(150, 50);
		backend.fail(149);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	private static CircuitFixture window(int minimumCalls, double rate) {
		return CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowType(WindowType.TIME)
			.windowDuration(WHILE)
			.minimumCalls(minimumCalls)
			.failureRateThreshold(rate));
	}

}
