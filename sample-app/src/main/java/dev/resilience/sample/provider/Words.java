package dev.resilience.sample.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text that carry its meaning, in lower case and in their singular.
 */
final class Words {

	private static final int SHORTEST = 3;

	private static final Set<String> MEANINGLESS = Set.of("and", "are", "but", "can", "does", "for", "from", "has",
			"have", "how", "into", "its", "not", "one", "should", "that", "the", "then", "they", "this", "was", "what",
			"when", "which", "who", "why", "will", "with", "you");

	private Words() {
	}

	static List<String> of(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> word.length() >= SHORTEST && !MEANINGLESS.contains(word))
			.map((word) -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
			.toList();
	}

}
