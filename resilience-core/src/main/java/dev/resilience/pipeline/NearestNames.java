package dev.resilience.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what somebody who mistyped a name may have meant. */
public final class NearestNames {

	private static final int MOST = 3;

	/** More would hide what else a report says. */
	private static final int MOST_TO_LIST = 50;

	private NearestNames() {
	}

	/**
	 * The known names that are nearest to a given one.
	 * @param name what was written
	 * @param known what exists
	 * @return at most three, the nearest first; empty if none is near
	 */
	public static List<String> of(String name, Collection<String> known) {
		Map<String, Integer> distances = new TreeMap<>();
		known.forEach((candidate) -> distances.computeIfAbsent(candidate, (key) -> distance(name, key)));
		int nearest = distances.values().stream().mapToInt(Integer::intValue).min().orElse(0);
		int far = Math.min(nearest + 1, Math.max(1, name.length() / 2));
		return distances.entrySet()
			.stream()
			.filter((candidate) -> candidate.getValue() <= far)
			.sorted(Map.Entry.comparingByValue())
			.limit(MOST)
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * What to tell somebody who wrote a name that does not exist.
	 * @param name what was written
	 * @param known what exists
	 * @return a sentence with the nearest names, or with what exists if none is near; of
	 * very many the first fifty
	 */
	public static String hint(String name, Collection<String> known) {
		List<String> nearest = of(name, known);
		if (!nearest.isEmpty()) {
			return "Did you mean " + String.join(" or ", nearest) + "?";
		}
		if (known.isEmpty()) {
			return "There are none.";
		}
		String more = (known.size() > MOST_TO_LIST) ? " and " + (known.size() - MOST_TO_LIST) + " more" : "";
		return "Known are: " + known.stream().limit(MOST_TO_LIST).collect(Collectors.joining(", ")) + more + ".";
	}

	/**
	 * The number of letters to change, add or drop (Levenshtein, 1965); case does not
	 * count.
	 */
	private static int distance(String left, String right) {
		String from = left.toLowerCase(Locale.ROOT);
		String to = right.toLowerCase(Locale.ROOT);
		int[] above = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			above[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] row = new int[to.length() + 1];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int change = above[j - 1] + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
			}
			above = row;
		}
		return above[to.length()];
	}

}
