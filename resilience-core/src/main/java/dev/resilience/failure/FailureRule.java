package dev.resilience.failure;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A user's rule: failures of this class, or with such a message, are of this category.
 * <p>
 * A message often comes from outside, so a search in it ends also where the pattern by
 * itself would not: it reads a million characters at most, those to which it goes back
 * counted again. A search that is given up is an exception here, and no match to the
 * engine, which says so once.
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
		return text != null && isFound(this.message, text);
	}

	/**
	 * Of some patterns each step back is a call within a call, so the stack ends first.
	 */
	private static boolean isFound(Pattern pattern, String text) {
		try {
			return pattern.matcher(new MessageText(text)).find();
		}
		catch (MessageText.ReadTooOftenException | StackOverflowError ex) {
			throw new UnfinishedSearchException(pattern.pattern(), text.length());
		}
	}

}
