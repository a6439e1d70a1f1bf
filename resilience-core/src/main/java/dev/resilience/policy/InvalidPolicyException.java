package dev.resilience.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy whose values cannot be meant. It names all of them at once, not just the
 * first.
 */
public final class InvalidPolicyException extends IllegalArgumentException {

	private final transient List<Problem> problems;

	InvalidPolicyException(String section, List<Problem> problems) {
		super(problems.stream().map((problem) -> section + "." + problem).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * What is wrong, value by value.
	 * @return at least one
	 */
	public List<Problem> problems() {
		return this.problems;
	}

	/**
	 * One value that cannot be meant.
	 *
	 * @param key the key below the section, as {@code backoff.delay}
	 * @param value the value as a user would write it
	 * @param allowed what is allowed, as the end of the sentence "it must be ..."
	 */
	public record Problem(String key, String value, String allowed) {

		@Override
		public String toString() {
			return this.key + " is " + this.value + ", it must be " + this.allowed;
		}

	}

}
