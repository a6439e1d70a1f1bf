package dev.resilience.fallback;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/** Makes the answer for a method that failed. Called by many threads at once. */
@FunctionalInterface
public interface FallbackValue {

	/**
	 * Makes an answer, anew for each use.
	 * @param returnType what the method returns; {@code Object} for code without a type
	 * @return the answer, of that type
	 */
	@Nullable Object make(Type returnType);

}
