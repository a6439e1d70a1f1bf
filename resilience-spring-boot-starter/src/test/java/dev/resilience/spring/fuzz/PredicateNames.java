package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/** Names of beans that judge results. */
record PredicateNames() implements Values {

	private static final List<String> UNKNOWN = List.of("isEmpti", "nobody", "7", "true", "' '", "is empty",
			"x".repeat(10_000), "'&isEmpty'", "2001-12-14", "${fuzz.absent}", "Ü");

	@Override
	public Value right(Random random) {
		return new Value(Values.any(random, List.of("isEmpty", "'isEmpty'", "${fuzz.absent:isEmpty}")), "isEmpty");
	}

	@Override
	public Wrong wrong(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> new Wrong("searchCheck", "which is no Predicate");
			case 1 -> Shapes.wrong(random, false);
			default -> new Wrong(Values.any(random, UNKNOWN), "there is no bean of that name");
		};
	}

}
