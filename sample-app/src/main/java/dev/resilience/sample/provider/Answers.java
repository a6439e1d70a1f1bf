package dev.resilience.sample.provider;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers without a model: with the sentence of the document that has most of the
 * question's words, the earlier one of equals. The same question about the same document
 * always has the same answer.
 */
final class Answers {

	private static final String INSTRUCTION_END = "\n\n";

	private Answers() {
	}

	static String from(String document, String question) {
		// what comes before the first blank line tells a model what to do
		int end = document.indexOf(INSTRUCTION_END);
		String text = document.substring((end < 0) ? 0 : end).strip();
		if (text.isEmpty()) {
			text = document.strip();
		}
		if (text.isEmpty()) {
			return "There is no document to answer from.";
		}
		List<String> sentences = List.of(text.split("(?<=[.!?])\\s+|\\n{2,}"));
		Set<String> asked = Set.copyOf(Words.of(question));
		return sentences.stream()
			.reduce((best, next) -> (shared(next, asked) > shared(best, asked)) ? next : best)
			.orElse(text)
			.replaceAll("\\s+", " ");
	}

	private static int shared(String sentence, Set<String> asked) {
		Set<String> words = new HashSet<>(Words.of(sentence));
		words.retainAll(asked);
		return words.size();
	}

}
