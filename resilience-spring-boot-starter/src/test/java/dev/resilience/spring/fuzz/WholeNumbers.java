package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Whole numbers.
 *
 * @param least the least that is allowed
 * @param from the least that is written where it is right
 * @param usual the greatest that is written where it is right
 * @param most the greatest that is allowed
 */
record WholeNumbers(int least, int from, int usual, int most) implements Values {

	/** What is no whole number, as it is written. */
	private static final List<String> OTHERS = List.of("many", "2.5", "'2.5'", "99999999999",
			"-99999999999999999999999", "'99999999999999999999999'", "1e400", "NaN", "7 apples", "3s", "1,000", "0x1G",
			"\"\\u0663 x\"", "true", "yes", "' '", "${fuzz.absent}", "${fuzz.absent:many}", "1__0x");

	/** What YAML makes something else of. */
	private static final List<String> ODD = List.of(".nan", ".inf", "-.inf", "1.0e+400", "2001-12-14",
			"2001-12-14t21:59:43.10-05:00", "!!binary aGVsbG8=", "!!float 2.5");

	@Override
	public Value right(Random random) {
		int number = this.from + random.nextInt(this.usual - this.from + 1);
		return new Value(switch (random.nextInt(9)) {
			case 0 -> "'" + number + "'";
			case 1 -> "0x" + Integer.toHexString(number);
			case 2 -> "!!int '" + number + "'";
			case 3 -> "${fuzz.absent:" + number + "}";
			case 4 -> "\" " + number + " \"";
			case 5 -> number + " # so many";
			default -> "" + number;
		}, number);
	}

	@Override
	public Wrong wrong(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> {
				String other = Values.any(random, OTHERS);
				yield new Wrong(other, List.of("true", "yes").contains(other) ? "'true'" : "it must be a whole number");
			}
			case 1 -> new Wrong(Values.any(random, ODD), "it must be a whole number");
			case 2 -> Shapes.wrong(random, false);
			default -> outOfRange(random);
		};
	}

	private Wrong outOfRange(Random random) {
		if (this.most < Integer.MAX_VALUE && random.nextBoolean()) {
			int number = random.nextBoolean() ? this.most + 1 : Integer.MAX_VALUE;
			return new Wrong("" + number, "is " + number + ", it must be");
		}
		int number = random.nextBoolean() ? this.least - 1 : Integer.MIN_VALUE;
		return new Wrong("" + number, "is " + number + ", it must be");
	}

}
