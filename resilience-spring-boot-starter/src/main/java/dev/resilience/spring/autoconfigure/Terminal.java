package dev.resilience.spring.autoconfigure;

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

}
