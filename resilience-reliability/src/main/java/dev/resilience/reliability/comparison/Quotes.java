package dev.resilience.reliability.comparison;

/** What the application asks its backend for. */
interface Quotes {

	/**
	 * Asks for a quote.
	 * @param sku of what
	 * @return the backend's quote, or a stand-in for it
	 */
	Quote quote(String sku);

	/**
	 * A quote.
	 *
	 * @param text what is shown
	 * @param degraded whether it is a stand-in
	 */
	record Quote(String text, boolean degraded) {

		/** What everybody shows who has nothing better. */
		static final Quote STAND_IN = new Quote("no quote at the moment", true);

	}

}
