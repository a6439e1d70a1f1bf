package dev.resilience.spring.fuzz;

import java.util.Locale;

import dev.resilience.spring.config.Mistake;

/**
 * A mistake that was planted.
 *
 * @param where the property or method that must be named; elements of a list may be named
 * in its place
 * @param told what must be said of it
 * @param at what is written there, null if the line is not known
 */
record Expected(String where, String told, Entry at) {

	static Expected at(Entry entry, String told) {
		return new Expected(entry.key(), told, entry);
	}

	boolean isNamedBy(Mistake mistake) {
		return uniform(mistake.where()).startsWith(uniform(this.where)) && mistake.toString().contains(this.told);
	}

	/** The same for all ways in which a key can be written. */
	private static String uniform(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
	}

	@Override
	public String toString() {
		return this.where + " ... " + this.told;
	}

}
