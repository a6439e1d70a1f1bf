package dev.resilience.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoalsTests {

	private static final Figure PROXY = new Figure("BareCalls.springProxy", 1, 40, 1, 72);

	@Test
	void tellsAGoalThatIsReached() {
		assertThat(table(PROXY, new Figure("OurAnnotations.allFour", 1, 80, 1, 104)))
			.contains("≤ 2 bare proxies | 2.00 | yes |", "≤ bare proxy + 32 B | +32 B | yes |");
	}

	@Test
	void tellsAGoalThatIsMissed() {
		assertThat(table(PROXY, new Figure("OurAnnotations.allFour", 1, 84, 1, 112)))
			.contains("≤ 2 bare proxies | 2.10 | no |", "≤ bare proxy + 32 B | +40 B | no |");
	}

	@Test
	void takesADifferenceWithinTheErrorsForNone() {
		Figure alone = new Figure("OurAnnotations.allFour", 1, 80, 2, 104);
		assertThat(table(alone, new Figure("WatchedCalls.allFourWithMeters", 1, 83, 1, 104)))
			.contains("the errors, 3.0 ns) | +3.0 ns | yes |");
		assertThat(table(alone, new Figure("WatchedCalls.allFourWithMeters", 1, 84, 1, 104)))
			.contains("the errors, 3.0 ns) | +4.0 ns | no |");
	}

	@Test
	void doesNotTakeNoiseForNoDifference() {
		Figure alone = new Figure("OurAnnotations.allFour", 1, 80, 8, 104);
		assertThat(table(alone, new Figure("WatchedCalls.allFourWithListener", 1, 83, 1, 104)))
			.contains("| +3.0 ns | too noisy to tell |");
	}

	@Test
	void doesNotTakeOneNumberOfThreadsForTheOther() {
		assertThat(table(new Figure("TwoThreadsCircuit.ourGate", 2, 50, 1, 0)))
			.contains("two threads: ≤ 60 ns | 50.0 ns | yes |")
			.doesNotContain("one thread");
	}

	@Test
	void leavesOutWhatTheRunHasNotMeasured() {
		assertThat(table(PROXY)).isEmpty();
	}

	@Test
	void leavesOutWhatWasMeasuredOnce() {
		assertThat(table(PROXY, new Figure("OurAnnotations.allFour", 1, 80, Double.NaN, 104))).isEmpty();
	}

	private static String table(Figure... figures) {
		return new Goals(List.of(figures)).toMarkdown();
	}

}
