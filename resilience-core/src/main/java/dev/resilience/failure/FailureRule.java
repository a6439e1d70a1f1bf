package dev.resilience.failure;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A user's rule: failures of this class, or with such a message, are of this category.
 *
 * @param exception the class, subclasses included, or null for any
 * @param message a pattern that must be found in the message, or null for any; an
 * exception without a message does not match a pattern
 * @param category what such a failure is
 */
public record FailureRule(@Nullable Class<? extends Throwable> exception, @Nullable Pattern message,
		FailureCategory category) implements FailureClassifier {

	public FailureRule {
		if (exception == null && message == null) {
			throw new IllegalArgumentException("A failure rule needs an exception class, a message pattern, or both");
		}
	}

	@Override
	public @Nullable FailureVerdict classify(Throwable failure) {
		return matches(failure) ? FailureVerdict.of(this.category) : null;
	}

	private boolean matches(Throwable failure) {
		if (this.exception != null && !this.exception.isInstance(failure)) {
			return false;
		}
		if (this.message == null) {
			return true;
		}
		String text = failure.getMessage();
		return text != null && this.message.matcher(text).find();
	}

}
