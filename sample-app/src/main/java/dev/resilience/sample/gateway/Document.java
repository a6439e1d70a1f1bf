package dev.resilience.sample.gateway;

/**
 * One of the texts that answers are made from.
 *
 * @param title the first line
 * @param text all that follows
 */
record Document(String title, String text) {

	static Document parse(String content) {
		String[] parts = content.strip().split("\\R", 2);
		return new Document(parts[0].strip(), (parts.length > 1) ? parts[1].strip() : "");
	}

	/**
	 * The document as one text, for an embedding or a prompt.
	 * @return the title and the text
	 */
	String content() {
		return this.title + ": " + this.text;
	}

}
