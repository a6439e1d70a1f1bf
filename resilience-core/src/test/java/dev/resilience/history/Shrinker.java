package dev.resilience.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing list short: takes out as much as still fails, in ever smaller pieces.
 * ("Simplifying and Isolating Failure-Inducing Input", Zeller and Hildebrandt, 2002.)
 */
final class Shrinker {

	private Shrinker() {
	}

	/** A list of which no single element can be left out. */
	static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
		List<T> shortest = failing;
		for (int piece = Math.max(1, shortest.size() / 2); piece > 0; piece /= 2) {
			List<T> before;
			do {
				before = shortest;
				shortest = withoutPieces(shortest, piece, fails);
			}
			while (piece == 1 && shortest.size() < before.size());
		}
		return shortest;
	}

	/** From the end, because what matters least comes last. */
	private static <T> List<T> withoutPieces(List<T> failing, int piece, Predicate<List<T>> fails) {
		List<T> shortest = failing;
		for (int end = shortest.size(); end > 0; end -= piece) {
			List<T> shorter = new ArrayList<>(shortest);
			shorter.subList(Math.max(0, end - piece), end).clear();
			if (fails.test(shorter)) {
				shortest = shorter;
			}
		}
		return shortest;
	}

}
