package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/** Lists and maps where something else is due. */
final class Shapes {

	private static final List<String> LISTS = List.of("[7]", "[a, b]", "[true]", "[[1], [2]]", "[{a: 1}, {b: 2}]",
			"[5s, 3]", "\n- 1\n- 2", "[~]");

	private static final List<String> MAPS = List.of("{a: 1}", "{s: 2}", "{a: {b: {c: d}}}", "{true: 1}", "{~: 1}",
			"{1.5: x}", "{a b: c}", "{a: [1, 2]}", "{'[x.y]': 3}");

	private Shapes() {
	}

	/**
	 * A wrong one.
	 * @param random chooses
	 * @param ofList whether a list is due
	 */
	static Wrong wrong(Random random, boolean ofList) {
		boolean list = !ofList && random.nextBoolean();
		return new Wrong(Values.any(random, list ? LISTS : MAPS), "it must be ");
	}

}
