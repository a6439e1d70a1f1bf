package dev.resilience.failure;

/**
 * A message as a pattern reads it: so many characters, and no more. A pattern that goes
 * back again and again would otherwise keep a thread for hours over forty characters, and
 * who writes the message need not be who wrote the pattern. For one thread, and one
 * search.
 */
final class MessageText implements CharSequence {

	/**
	 * A pattern that goes forward reads each character a few times, so this is enough for
	 * any honest one; to read so many takes some milliseconds.
	 */
	static final int MOST_READ = 1_000_000;

	private final String text;

	private int read;

	MessageText(String text) {
		this.text = text;
	}

	@Override
	public char charAt(int index) {
		this.read++;
		if (this.read > MOST_READ) {
			throw new ReadTooOftenException();
		}
		return this.text.charAt(index);
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return this.text.subSequence(start, end);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/** The way out of a search, which offers no other. */
	static final class ReadTooOftenException extends RuntimeException {

		private ReadTooOftenException() {
			super(null, null, false, false);
		}

	}

}
