package dev.resilience.spring.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import dev.resilience.policy.Checks;

/**
 * Durations.
 *
 * @param positive whether nothing is too little
 * @param least the least milliseconds that are written where it is right
 * @param most the most milliseconds that are written where it is right
 */
record Durations(boolean positive, long least, long most) implements Values {

	private static final List<String> OTHERS = List.of("soon", "5 parsecs", "NaN", ".nan", ".inf", "P1Y", "1.5s", "PT",
			"s", "10ss", "1m30s", "true", "2001-12-14", "!!binary aGVsbG8=", "' '", "'-'", "1" + "0".repeat(30) + "d",
			"9223372036854775808ns", "9223372036854775807d", "-9223372036854775808d", "PT1" + "0".repeat(30) + "S",
			"1" + "0".repeat(30), "${fuzz.absent}", "${fuzz.absent:soon}", "2.5");

	private static final List<String> OUT_OF_RANGE = List.of("-1s", "366d", "-1ns", "PT-5M", "-PT5M", "P1000D", "-1",
			"9223372036854775807ns", "9223372036854775807", "9223372036854775807s", "-9223372036854775807s",
			"-9223372036854775808ms", "31536000001");

	@Override
	public Value right(Random random) {
		long millis = this.least + (long) ((this.most - this.least) * random.nextDouble());
		long seconds = Math.max(1, millis / 1_000);
		Duration exact = Duration.ofMillis(millis);
		Duration rounded = Duration.ofSeconds(seconds);
		boolean tooLong = seconds * 1_000 > this.most || seconds * 1_000 < this.least;
		return switch (random.nextInt(tooLong ? 6 : 9)) {
			case 0 -> of("" + millis, exact);
			case 1 -> of(exact.toString(), exact);
			case 2 -> of(millis * 1_000 + "us", exact);
			case 3 -> of(millis * 1_000_000 + "NS", exact);
			case 4 -> of("${fuzz.absent:" + millis + "ms}", exact);
			case 5 -> of("'" + millis + "ms'", exact);
			case 6 -> of("+" + seconds + "s", rounded);
			case 7 -> of(rounded.toString().toLowerCase(Locale.ROOT), rounded);
			default -> of(seconds + "s", rounded);
		};
	}

	private static Value of(String yaml, Duration duration) {
		return new Value(yaml, Checks.text(duration));
	}

	@Override
	public Wrong wrong(Random random) {
		return switch (random.nextInt(5)) {
			case 0, 1 -> new Wrong(Values.any(random, OTHERS), "it must be a duration");
			case 2 -> Shapes.wrong(random, false);
			case 3 -> new Wrong(this.positive ? Values.any(random, List.of("0", "0s", "PT0S", "1ns", "999ns")) : "-1us",
					"it must be");
			default -> new Wrong(Values.any(random, OUT_OF_RANGE), "it must be");
		};
	}

}
