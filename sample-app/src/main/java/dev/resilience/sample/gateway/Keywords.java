package dev.resilience.sample.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What two texts have in common, by their words alone.
 */
final class Keywords {

	/** Shorter words, such as "the" and "what", are in every text. */
	private static final int SHORTEST = 5;

	private Keywords() {
	}

	static int shared(String one, String other) {
		Set<String> words = new HashSet<>(of(one));
		words.retainAll(of(other));
		return words.size();
	}

	private static Set<String> of(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> word.length() >= SHORTEST)
			.map((word) -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
			.collect(Collectors.toUnmodifiableSet());
	}

}
