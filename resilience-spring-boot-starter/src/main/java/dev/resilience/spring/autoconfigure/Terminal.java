package dev.resilience.spring.autoconfigure;

import java.util.List;
import java.util.function.Function;

/** Text for a terminal of 100 columns. */
final class Terminal {

	private static final int COLUMNS = 100;

	private Terminal() {
	}

	/**
	 * Breaks a text between words, and indents it. Lines that the text has itself, such
	 * as YAML to paste, stay as they are; so does a word that is longer than a line.
	 * @param text what to wrap
	 * @param indent columns to leave free on the left; the first line is taken to begin
	 * there already
	 * @return the text on as many lines as it needs
	 */
	static String wrap(String text, int indent) {
		String[] lines = text.split("\n", 2);
		String margin = " ".repeat(indent);
		StringBuilder wrapped = new StringBuilder();
		int column = indent;
		for (String word : lines[0].split(" ")) {
			if (column > indent && column + 1 + word.length() > COLUMNS) {
				wrapped.append('\n').append(margin);
				column = indent;
			}
			else if (column > indent) {
				wrapped.append(' ');
				column++;
			}
			wrapped.append(word);
			column += word.length();
		}
		if (lines.length > 1) {
			wrapped.append('\n').append(lines[1].indent(indent).stripTrailing());
		}
		return wrapped.toString();
	}

	/**
	 * A numbered list, with an empty line between its items.
	 * @param items what to list
	 * @param words what to say of each
	 * @return the list, wrapped
	 */
	static <T> String numbered(List<T> items, Function<T, String> words) {
		StringBuilder numbered = new StringBuilder();
		for (int i = 0; i < items.size(); i++) {
			String number = "  " + (i + 1) + ". ";
			numbered.append((i > 0) ? "\n\n" : "")
				.append(number)
				.append(wrap(words.apply(items.get(i)), number.length()));
		}
		return numbered.toString();
	}

}
