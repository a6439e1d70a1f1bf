package dev.resilience.history;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Long random histories, of calls that overlap, of time and of what is done by hand, in
 * which the engine must agree with a model at each step. The same ones each time;
 * {@code TESTING.md} says how to have others.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HistoryTests {

	private static final long FIRST_SEED = Long.getLong("resilience.history.first-seed", 1);

	private static final int SEEDS = Integer.getInteger("resilience.history.seeds", 40);

	@ParameterizedTest
	@EnumSource(Form.class)
	void agreesWithTheModelAtEachStep(Form form) {
		for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
			Random random = new Random(seed);
			check(seed, History.random(Setup.random(form, random), 300, random));
		}
	}

	@Test
	void aCircuitAloneAgreesWithTheModelForLong() {
		for (long seed = FIRST_SEED; seed < FIRST_SEED + 2L * SEEDS; seed++) {
			Random random = new Random(seed);
			check(seed, History.random(Setup.circuitAlone(random), 3_000, random));
		}
	}

	private static void check(long seed, History history) {
		assertThat(Search.in(history, history.setup(), Search.PATIENCE)).as("seed %d", seed).isNull();
	}

}
