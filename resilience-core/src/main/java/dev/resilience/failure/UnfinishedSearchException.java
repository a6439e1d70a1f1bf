package dev.resilience.failure;

/**
 * The pattern of a rule has not come to an end with a message. Does not tell the message,
 * which may hold secrets.
 */
final class UnfinishedSearchException extends IllegalStateException {

	private final String pattern;

	/**
	 * Tells of a search.
	 * @param pattern what was looked for
	 * @param length how long the message is
	 */
	UnfinishedSearchException(String pattern, int length) {
		super("gave up a message of " + length + " characters, because it goes back in it again and again");
		this.pattern = pattern;
	}

	/** What was looked for. */
	String pattern() {
		return this.pattern;
	}

}
