package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.Thresholds.Trip;
import dev.resilience.time.LaggingTime;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class TimeWindowTests {

	private static final Thresholds ABOVE_A_QUARTER = new Thresholds(
			CircuitSpec.builder().failureRateThreshold(26).minimumCalls(1).build());

	@Test
	void neverJudgesByAWindowThatNeverWas() throws Exception {
		for (int round = 0; round < 2_000; round++) {
			TimeWindow window = new TimeWindow(Duration.ofSeconds(10).toNanos(), new ManualTime());
			assertThat(CountWindowTests.tripsOfAQuarter(window, ABOVE_A_QUARTER)).as("round %d", round).isZero();
			assertThat(window.counts()).isEqualTo(new WindowCounts(160, 40, 0));
		}
	}

	@Test
	void theShortestWindowWorks() {
		ManualTime time = new ManualTime();
		TimeWindow window = new TimeWindow(1_000, time);
		assertThat(window.record(true, false, ABOVE_A_QUARTER)).isEqualTo(new Trip(false, new WindowCounts(1, 1, 0)));
		time.advance(Duration.ofNanos(1_000));
		assertThat(window.counts()).isEqualTo(WindowCounts.EMPTY);
		assertThat(window.record(false, false, ABOVE_A_QUARTER)).isNull();
	}

	@Test
	void countsASuccessByTheCoarseClockIfASliceIsLong() {
		LaggingTime time = new LaggingTime(new ManualTime(), 20_000_000);
		TimeWindow window = new TimeWindow(Duration.ofMillis(6_400).toNanos(), time);
		time.exact().advance(Duration.ofMillis(110));
		window.record(false, false, ABOVE_A_QUARTER);
		assertThat(window.counts()).isEqualTo(new WindowCounts(1, 0, 0));
		time.exact().advance(Duration.ofMillis(6_289));
		assertThat(window.counts()).isEqualTo(new WindowCounts(1, 0, 0));
		time.exact().advance(Duration.ofMillis(1));
		assertThat(window.counts()).isEqualTo(WindowCounts.EMPTY);
	}

	@Test
	void countsWhatCouldOpenTheCircuitByTheExactClock() {
		LaggingTime time = new LaggingTime(new ManualTime(), 20_000_000);
		TimeWindow window = new TimeWindow(Duration.ofMillis(6_400).toNanos(), time);
		time.exact().advance(Duration.ofMillis(110));
		window.record(true, false, ABOVE_A_QUARTER);
		window.record(false, true, ABOVE_A_QUARTER);
		time.exact().advance(Duration.ofMillis(6_389));
		assertThat(window.counts()).isEqualTo(new WindowCounts(2, 1, 1));
		time.exact().advance(Duration.ofMillis(1));
		assertThat(window.counts()).isEqualTo(WindowCounts.EMPTY);
	}

	@Test
	void countsByTheExactClockIfASliceIsShort() {
		LaggingTime time = new LaggingTime(new ManualTime(), 20_000_000);
		TimeWindow window = new TimeWindow(Duration.ofMillis(6_399).toNanos(), time);
		time.exact().advance(Duration.ofMillis(110));
		window.record(false, false, ABOVE_A_QUARTER);
		time.exact().advance(Duration.ofMillis(6_380));
		assertThat(window.counts()).isEqualTo(new WindowCounts(1, 0, 0));
	}

	@Test
	void judgesTheWindowOfNowAlsoForASuccessByTheCoarseClock() {
		Thresholds half = new Thresholds(CircuitSpec.builder().failureRateThreshold(50).minimumCalls(3).build());
		LaggingTime time = new LaggingTime(new ManualTime(), 20_000_000);
		TimeWindow window = new TimeWindow(Duration.ofMillis(6_400).toNanos(), time);
		time.exact().advance(Duration.ofMillis(110));
		window.record(true, false, half);
		window.record(true, false, half);
		time.exact().advance(Duration.ofMillis(6_395));
		// the coarse clock still knows the two failures, the exact one has forgotten them
		assertThat(window.record(false, false, half)).isNull();
	}

}
