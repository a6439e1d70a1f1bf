package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Numbers with a fraction.
 *
 * @param least the least that is allowed
 * @param usual the greatest that is written where it is right
 * @param most the greatest that is allowed
 */
record Numbers(double least, double usual, double most) implements Values {

	private static final List<String> OTHERS = List.of("double", "'1,5'", "half", "50%", "' '", "1.5.2", "--1",
			"2001-12-14", "!!binary aGVsbG8=", "${fuzz.absent}", "${fuzz.absent:half}", "true");

	private static final List<String> NEVER = List.of(".nan", "NaN", "-.inf", "'-Infinity'", "-1e400", "-0.1",
			"-1.7976931348623157E308", "-5");

	private static final List<String> TOO_MUCH = List.of(".inf", "Infinity", "1e400", "1.0e+400",
			"9".repeat(400) + ".0", "9".repeat(400));

	@Override
	public Value right(Random random) {
		double number = this.least + Math.round((this.usual - this.least) * random.nextDouble() * 8) / 8.0;
		double inRange = Math.min(this.usual, number);
		return new Value(switch (random.nextInt(6)) {
			case 0 -> "'" + inRange + "'";
			case 1 -> "${fuzz.absent:" + inRange + "}";
			case 2 -> "!!float '" + inRange + "'";
			default -> (inRange % 1 == 0) ? "" + (int) inRange : "" + inRange;
		}, inRange);
	}

	@Override
	public Wrong wrong(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> new Wrong(Values.any(random, OTHERS), "it must be a number");
			case 1 -> new Wrong(Values.any(random, TOO_MUCH), "it must be");
			case 2 -> Shapes.wrong(random, false);
			default -> new Wrong(Values.any(random, NEVER), "it must be");
		};
	}

}
