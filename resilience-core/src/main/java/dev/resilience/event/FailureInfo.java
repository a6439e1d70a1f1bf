package dev.resilience.event;

import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a failure without telling a secret.
 *
 * @param type the exception's class name
 * @param category what it was found to be
 * @param message the exception's message, null unless
 * {@code resilience.logging.include-messages} allows it
 */
public record FailureInfo(String type, FailureCategory category, @Nullable String message) {

	/**
	 * The class and the category, as texts for people have them.
	 * @return as {@code java.net.ConnectException (CONNECTION)}
	 */
	public String inWords() {
		return this.type + " (" + this.category + ")";
	}

}
