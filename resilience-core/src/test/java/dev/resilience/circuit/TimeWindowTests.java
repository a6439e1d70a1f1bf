package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.Thresholds.Trip;
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

}
