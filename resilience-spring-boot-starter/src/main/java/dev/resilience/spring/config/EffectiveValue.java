package dev.resilience.spring.config;

import org.jspecify.annotations.Nullable;

/**
 * A value that holds, and where it comes from.
 *
 * @param value the value as a user would write it: text, a number, a truth value, a list
 * or a map
 * @param source the level that it comes from
 * @param property the property that writes it, or null if none does
 * @param origin the file and line of that property, or the ready-made policy that has the
 * value, as {@code ready-made policy 'llm'}; null where there is none
 */
public record EffectiveValue(Object value, Source source, @Nullable String property, @Nullable String origin) {

	/** The levels that values come from, the farthest first. */
	public enum Source {

		/** Built in. */
		DEFAULT,

		/** {@code resilience.defaults}. */
		DEFAULTS,

		/** The policy's base, or that one's; ready-made or not. */
		BASE,

		/** The policy itself. */
		POLICY,

		/** A property outside of policies, which there is nothing nearer than. */
		PROPERTY

	}

}
