package dev.resilience.spring.config;

import org.jspecify.annotations.Nullable;

/**
 * Something in the application that cannot be meant.
 *
 * @param where the property, or {@code fully.qualified.Class#method}
 * @param origin the file and line of the property, or null where there is none
 * @param what what is wrong with it, as the rest of a sentence that begins with the place
 * @param remedy what to do, as a sentence
 */
public record Mistake(String where, @Nullable String origin, String what, String remedy) {

	/**
	 * A mistake at a method.
	 * @param where the method
	 * @param what what is wrong with it
	 * @param remedy what to do
	 */
	public Mistake(String where, String what, String remedy) {
		this(where, null, what, remedy);
	}

	/**
	 * What is wrong, in one sentence.
	 * @return the place, its origin and what is wrong
	 */
	public String description() {
		return this.where + ((this.origin != null) ? " (" + this.origin + ") " : " ") + this.what;
	}

	@Override
	public String toString() {
		return description() + ". " + this.remedy;
	}

}
