package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec.WindowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What windows hold, in histories that other libraries hold theirs to. */
@Timeout(60)
class PeerWindowHistoriesTests {

	private static final Duration SLOW = Duration.ofSeconds(1);

	/** resilience4j: FixedSizeSlidingWindowMetricsTest.testSlidingWindowMetrics. */
	@Test
	void theFailureLeavesAWindowOfFourWithTheFifthCall() {
		CircuitFixture backend = watching((spec) -> spec.windowSize(4).minimumCalls(1));

		backend.fail();
		assertThat(backend.snapshot().failureRate()).isEqualTo(100);
		backend.succeed();
		assertThat(backend.snapshot().failureRate()).isEqualTo(50);
		backend.succeed();
		assertThat(backend.snapshot().failureRate()).isEqualTo(100.0 / 3);
		backend.succeed();
		assertThat(backend.snapshot().failureRate()).isEqualTo(25);
		backend.succeed();
		assertThat(backend.snapshot().failureRate()).isZero();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(4, 0, 0));
	}

	/** resilience4j: testSlidingWindowMetricsWithSlowCalls. */
	@Test
	void slowCallsAndFailuresLeaveAWindowOfTwoOneByOne() {
		CircuitFixture backend = watching((spec) -> spec.windowSize(2).minimumCalls(1));

		backend.failAfter(SLOW);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(1, 1, 1));
		backend.succeedAfter(SLOW);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(2, 1, 2));
		assertThat(backend.snapshot().slowCallRate()).isEqualTo(100);
		backend.succeed();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(2, 0, 1));
		backend.succeed();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(2, 0, 0));
		backend.failAfter(SLOW);
		backend.fail();
		backend.succeedAfter(SLOW);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(2, 1, 1));
	}

	/** resilience4j: CircuitBreakerMetricsTest. */
	@Test
	void theRateIsThereFromTheMinimumOnAndFollowsTheLatestTenCalls() {
		CircuitFixture backend = watching((spec) -> spec.windowSize(10).minimumCalls(10));
		backend.succeed(2);
		backend.fail(2);
		assertThat(backend.snapshot().failureRate()).isNull();

		backend.fail(4);
		assertThat(backend.snapshot().failureRate()).isNull();
		backend.succeed(4);
		assertThat(backend.snapshot().failureRate()).isEqualTo(60);
		backend.succeed(3);
		assertThat(backend.snapshot().failureRate()).isEqualTo(30);

		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(10, 3, 0));
	}

	/** Failsafe: CountingCircuitStatsTest, a window that is passed many times over. */
	@ParameterizedTest
	@CsvSource({ "1, 3", "2, 3", "3, 5", "7, 2", "100, 3", "65535, 7" })
	void aRhythmOfFailuresStaysTheRhythmOfTheWindow(int size, int every) {
		CircuitFixture backend = watching((spec) -> spec.windowSize(size).minimumCalls(1));
		int calls = Math.min(3 * size + 5, 70_000);
		List<Boolean> failed = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			boolean fails = i % every == 0;
			failed.add(fails);
			if (fails) {
				backend.fail();
			}
			else {
				backend.succeed();
			}
		}

		List<Boolean> latest = failed.subList(Math.max(0, calls - size), calls);
		long failures = latest.stream().filter((fails) -> fails).count();
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(latest.size(), failures, 0));
	}

	/** Failsafe: TimedCircuitStatsTest.testMetrics. */
	@Test
	void aWindowOfFourSecondsForgetsWhatIsOlder() {
		CircuitFixture backend = watching(
				(spec) -> spec.windowType(WindowType.TIME).windowDuration(Duration.ofSeconds(4)).minimumCalls(1));
		vote(backend, 10, 40);
		assertWindow(backend, 50, 40);
		backend.advance(Duration.ofMillis(1_000));
		vote(backend, 10, 0);
		assertWindow(backend, 60, 40);
		backend.advance(Duration.ofMillis(1_500));
		vote(backend, 0, 20);
		assertWindow(backend, 80, 60);
		backend.advance(Duration.ofMillis(600));
		vote(backend, 5, 20);
		assertWindow(backend, 105, 80);

		backend.advance(Duration.ofMillis(2_300));
		vote(backend, 8, 0);
		assertWindow(backend, 53, 40);
		backend.advance(Duration.ofMillis(1_900));
		vote(backend, 0, 5);
		assertWindow(backend, 13, 5);
		backend.advance(Duration.ofMillis(15_200));
		assertWindow(backend, 0, 0);
		assertThat(backend.snapshot().failureRate()).isNull();
	}

	static Stream<Duration> pauses() {
		return Stream.of(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofMinutes(5), Duration.ofDays(30),
				Duration.ofDays(3_000));
	}

	/** resilience4j: SlidingTimeWindowMetricsTest; a pause of any length. */
	@ParameterizedTest
	@MethodSource("pauses")
	void aPauseEmptiesATimeWindowForAReaderAndForTheNextCall(Duration pause) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowType(WindowType.TIME)
			.windowDuration(Duration.ofSeconds(5))
			.minimumCalls(4));
		backend.fail(3);

		backend.advance(pause);
		assertWindow(backend, 0, 0);
		backend.fail(3);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertWindow(backend, 3, 3);
		backend.fail();

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	/** Time alone empties a count window never, and never breaks a row. */
	@ParameterizedTest
	@MethodSource("pauses")
	void aPauseLeavesACountWindowAndARowAsTheyAre(Duration pause) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(3).windowSize(10).minimumCalls(5));
		backend.fail(2);

		backend.advance(pause);

		assertWindow(backend, 2, 2);
		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(2);
		backend.fail();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().reason()).isEqualTo("3 consecutive failures");
	}

	@ParameterizedTest
	@CsvSource({ "9, 1, CLOSED", "10, 0, OPEN" })
	void aThresholdOfHundredPercentWantsEveryCallToFail(int failures, int successes, CircuitState end) {
		CircuitFixture backend = CircuitFixture
			.with((spec) -> spec.failureThreshold(0).failureRateThreshold(100).windowSize(10).minimumCalls(10));

		vote(backend, successes, failures);

		assertThat(backend.state()).isEqualTo(end);
	}

	/** Thresholds that are no whole share of the window. */
	@ParameterizedTest
	@CsvSource({ "7, 28.57, 2", "7, 28.58, 3", "3, 33.4, 2", "3, 33.3, 1", "100, 0.5, 1", "100, 29, 29", "100, 57, 57",
			"100, 99.99, 100", "6, 16.666666666666668, 1" })
	void theSmallestNumberOfFailuresThatReachesTheThresholdOpens(int size, double threshold, int needed) {
		CircuitFixture backend = CircuitFixture.with(
				(spec) -> spec.failureThreshold(0).failureRateThreshold(threshold).windowSize(size).minimumCalls(size));
		backend.succeed(size);

		backend.fail(needed - 1);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.fail();

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	/** resilience4j: LockFreeMetricsContentionTest. */
	@ParameterizedTest
	@CsvSource({ "COUNT", "TIME" })
	void noVoteOfManyThreadsIsLost(WindowType type) throws Exception {
		CircuitFixture backend = watching((spec) -> spec.windowType(type).windowSize(40_000).minimumCalls(1));
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				callers.add(threads.submit(() -> vote(backend, 3_000, 2_000)));
			}
			for (Future<?> caller : callers) {
				caller.get();
			}
		}
		finally {
			threads.shutdownNow();
		}

		assertWindow(backend, 40_000, 16_000);
		assertThat(backend.snapshot().failureRate()).isEqualTo(40);
	}

	private static void assertWindow(CircuitFixture backend, long calls, long failures) {
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(calls, failures, 0));
	}

	private static void vote(CircuitFixture backend, int successes, int failures) {
		backend.succeed(successes);
		backend.fail(failures);
	}

	/** Looks at everything and opens for nothing. */
	private static CircuitFixture watching(UnaryOperator<CircuitSpecBuilder> window) {
		return CircuitFixture.with((spec) -> window.apply(spec)
			.failureThreshold(0)
			.failureRateThreshold(0)
			.slowCallDuration(SLOW)
			.slowCallRateThreshold(0));
	}

}
