package dev.resilience.fallback;

import dev.resilience.failure.FailureTypes;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are answered, and with what.
 *
 * @param on failures to answer, empty for every {@link Exception}
 * @param skipOn failures never to answer, whatever else says so
 * @param value makes the answer where no method is named, or null
 */
public record FallbackSpec(FailureTypes on, FailureTypes skipOn, @Nullable FallbackValue value) {

	/** What a policy that says nothing gets. */
	public static final FallbackSpec DEFAULTS = new FallbackSpec(FailureTypes.NONE, FailureTypes.NONE, null);

	/**
	 * Every {@link Exception} answered with a value.
	 * @param value makes the answer
	 * @return the spec
	 */
	public static FallbackSpec of(FallbackValue value) {
		return new FallbackSpec(FailureTypes.NONE, FailureTypes.NONE, value);
	}

}
