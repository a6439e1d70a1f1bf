package dev.resilience.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** An exception that knows how long the backend asks to be left alone. */
public interface RetryAfterAware {

	/**
	 * How long from now the backend asks to be left alone.
	 * @return a duration, not negative, or null if it did not say
	 */
	@Nullable Duration retryAfter();

}
