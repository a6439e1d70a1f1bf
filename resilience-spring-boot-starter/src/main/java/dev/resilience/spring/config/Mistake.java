package dev.resilience.spring.config;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * Something in the application that cannot be meant. Sorted they stand as somebody would
 * look for them: properties by file and line, then methods by name.
 *
 * @param where the property, or {@code fully.qualified.Class#method}
 * @param origin the file and line of the property, or null where there is none
 * @param what what is wrong with it, as the rest of a sentence that begins with the place
 * @param remedy what to do, as a sentence
 */
public record Mistake(String where, @Nullable String origin, String what,
		String remedy) implements Comparable<Mistake> {

	private static final Comparator<Mistake> READING_ORDER = Comparator.comparing(Mistake::isInCode)
		.thenComparing(Mistake::file)
		.thenComparingInt(Mistake::line)
		.thenComparing(Mistake::where)
		.thenComparing(Mistake::what)
		.thenComparing(Mistake::remedy);

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
	 * Where it is.
	 * @return the property with its file and line, or the method
	 */
	public String place() {
		return (this.origin != null) ? this.where + " (" + this.origin + ")" : this.where;
	}

	/**
	 * What is wrong, in one sentence.
	 * @return the place and what is wrong there, without a full stop
	 */
	public String description() {
		return place() + " " + this.what;
	}

	private boolean isInCode() {
		return this.origin == null;
	}

	private String file() {
		return (this.origin != null) ? this.origin.substring(0, this.origin.lastIndexOf(':') + 1) : "";
	}

	/** The number that an origin in a file ends with. */
	private int line() {
		String end = (this.origin != null) ? this.origin.substring(this.origin.lastIndexOf(':') + 1) : "";
		return end.matches("\\d{1,9}") ? Integer.parseInt(end) : 0;
	}

	@Override
	public int compareTo(Mistake other) {
		return READING_ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return description() + ". " + this.remedy;
	}

}
