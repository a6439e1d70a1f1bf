package dev.resilience.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a failure was found to be.
 *
 * @param category the kind of failure
 * @param temper whether a moment may mend it
 * @param retryAfter how long the backend asks to be left alone, not negative, or null
 * @param answered whether the backend answered in a way that proves it alive; such a
 * permanent failure is a success for its circuit
 */
public record FailureVerdict(FailureCategory category, FailureTemper temper, @Nullable Duration retryAfter,
		boolean answered) {

	public FailureVerdict {
		if (retryAfter != null && retryAfter.isNegative()) {
			throw new IllegalArgumentException("retryAfter is " + retryAfter + ", it must not be negative");
		}
	}

	/**
	 * A verdict of a backend that did not answer, or not in a way that proves it alive.
	 * @param category the kind of failure
	 * @param temper whether a moment may mend it
	 * @param retryAfter how long the backend asks to be left alone, or null
	 */
	public FailureVerdict(FailureCategory category, FailureTemper temper, @Nullable Duration retryAfter) {
		this(category, temper, retryAfter, false);
	}

	/**
	 * A verdict of the category's usual temper.
	 * @param category the kind of failure
	 * @return the verdict, without a retry-after
	 */
	public static FailureVerdict of(FailureCategory category) {
		return new FailureVerdict(category, category.temper(), null);
	}

	/**
	 * The same verdict with another retry-after.
	 * @param retryAfter how long the backend asks to be left alone, or null
	 * @return the new verdict
	 */
	public FailureVerdict withRetryAfter(@Nullable Duration retryAfter) {
		return new FailureVerdict(this.category, this.temper, retryAfter, this.answered);
	}

}
