package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out whatever is not needed to see the same again. */
final class Shrinking {

	private Shrinking() {
	}

	/**
	 * Tries ever smaller pieces, down to one.
	 * @param all what to begin with
	 * @param isSeen whether it is still to be seen
	 * @return what is left, in its order
	 */
	static <T> List<T> of(List<T> all, Predicate<List<T>> isSeen) {
		List<T> left = new ArrayList<>(all);
		for (int piece = Math.max(1, left.size() / 2); piece > 0; piece = (piece == 1) ? 0 : piece / 2) {
			boolean shrunk = true;
			while (shrunk) {
				shrunk = false;
				for (int i = 0; i + piece <= left.size();) {
					List<T> fewer = new ArrayList<>(left);
					fewer.subList(i, i + piece).clear();
					if (isSeen.test(fewer)) {
						left = fewer;
						shrunk = true;
					}
					else {
						i += piece;
					}
				}
				shrunk &= piece == 1;
			}
		}
		return left;
	}

}
