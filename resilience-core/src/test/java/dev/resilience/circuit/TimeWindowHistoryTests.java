package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec.WindowType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories against a plain list. A vote whose age is between 63/64 of the while
 * and the while may be in the window or not; what is certain must hold.
 */
class TimeWindowHistoryTests {

	private static final Duration WHILE = Duration.ofSeconds(1);

	private static final int MINIMUM = 10;

	private static final double RATE = 40;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void agreesWithAPlainListWhereTheListIsCertain(long seed) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowType(WindowType.TIME)
			.windowDuration(WHILE)
			.minimumCalls(MINIMUM)
			.failureRateThreshold(RATE));
		Random random = new Random(seed);
		List<Vote> votes = new ArrayList<>();
		int opened = 0;
		for (int call = 0; call < 20_000; call++) {
			backend.advance(pause(random));
			boolean failure = random.nextDouble() < 0.3;
			if (failure) {
				backend.fail();
			}
			else {
				backend.succeed();
			}
			long now = backend.time.nanos();
			votes.add(new Vote(now, failure));
			votes.removeIf((vote) -> now - vote.at >= WHILE.toNanos());
			CircuitSnapshot snapshot = backend.snapshot();
			int certain = (int) votes.stream().filter((vote) -> now - vote.at <= WHILE.toNanos() / 64 * 63).count();
			assertThat(snapshot.window().calls()).as("seed %d, call %d", seed, call)
				.isBetween((long) certain, (long) votes.size());
			int mayOpen = 0;
			for (int kept = certain; kept <= votes.size(); kept++) {
				mayOpen += isTooMuch(votes.subList(votes.size() - kept, votes.size())) ? 1 : 0;
			}
			if (mayOpen == 0 || mayOpen == votes.size() - certain + 1) {
				assertThat(snapshot.state()).as("seed %d, call %d", seed, call)
					.isEqualTo((mayOpen == 0) ? CircuitState.CLOSED : CircuitState.OPEN);
			}
			if (snapshot.state() == CircuitState.OPEN) {
				opened++;
				backend.circuit.close();
				votes.clear();
			}
		}
		assertThat(opened).as("seed %d makes a history worth looking at", seed).isPositive();
	}

	private static Duration pause(Random random) {
		return switch (random.nextInt(200)) {
			case 0 -> WHILE.multipliedBy(1 + random.nextInt(200));
			case 1 -> WHILE;
			case 2 -> WHILE.dividedBy(64);
			case 3 -> WHILE.minusNanos(1);
			default -> Duration.ofNanos(random.nextInt(60_000_000));
		};
	}

	private static boolean isTooMuch(List<Vote> votes) {
		long failures = votes.stream().filter(Vote::failure).count();
		return votes.size() >= MINIMUM && 100.0 * failures / votes.size() >= RATE;
	}

	private record Vote(long at, boolean failure) {
	}

}
