package dev.resilience.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.resilience.policy.InvalidPolicyException.Problem;

/**
 * Collects what is wrong with the values of one section, so that all of it is told at
 * once. Used by the constructors of the specs.
 */
public final class Checks {

	/** Longer than any sensible wait, short enough that nanoseconds never overflow. */
	private static final Duration LONGEST = Duration.ofDays(365);

	private final String section;

	private final List<Problem> problems = new ArrayList<>();

	/**
	 * Starts with nothing wrong.
	 * @param section the section's key
	 */
	public Checks(String section) {
		this.section = section;
	}

	/**
	 * A whole number within a range.
	 * @param key the key below the section
	 * @param value the value
	 * @param least the least allowed
	 * @param most the most allowed
	 * @return this
	 */
	public Checks range(String key, long value, long least, long most) {
		String allowed = (most == Integer.MAX_VALUE) ? "at least " + least : "between " + least + " and " + most;
		return that(value >= least && value <= most, key, value, allowed);
	}

	/**
	 * A number within a range.
	 * @param key the key below the section
	 * @param value the value
	 * @param least the least allowed
	 * @param most the most allowed
	 * @return this
	 */
	public Checks range(String key, double value, double least, double most) {
		String allowed = (most == Double.MAX_VALUE) ? "at least " + least : "between " + least + " and " + most;
		return that(value >= least && value <= most, key, value, allowed);
	}

	/**
	 * A duration that may be zero.
	 * @param key the key below the section
	 * @param value the value
	 * @return this
	 */
	public Checks notNegative(String key, Duration value) {
		return that(!value.isNegative() && value.compareTo(LONGEST) <= 0, key, text(value), "between 0ms and 365d");
	}

	/**
	 * A duration that may not be zero.
	 * @param key the key below the section
	 * @param value the value
	 * @return this
	 */
	public Checks positive(String key, Duration value) {
		return that(value.compareTo(Duration.ofNanos(1_000)) >= 0 && value.compareTo(LONGEST) <= 0, key, text(value),
				"at least 1us and at most 365d");
	}

	/**
	 * Anything else that must hold.
	 * @param holds whether it does
	 * @param key the key below the section
	 * @param value the value
	 * @param allowed what is allowed, as the end of the sentence "it must be ..."
	 * @return this
	 */
	public Checks that(boolean holds, String key, Object value, String allowed) {
		if (!holds) {
			this.problems.add(new Problem(key, String.valueOf(value), allowed));
		}
		return this;
	}

	/**
	 * Ends the check.
	 * @throws InvalidPolicyException if anything was wrong
	 */
	public void done() {
		if (!this.problems.isEmpty()) {
			throw new InvalidPolicyException(this.section, this.problems);
		}
	}

	/**
	 * A duration as a user would write it.
	 * @param value the duration
	 * @return the shortest plain form, as {@code 1500ms} or {@code 2m}
	 */
	public static String text(Duration value) {
		long nanos;
		try {
			nanos = value.toNanos();
		}
		catch (ArithmeticException ex) {
			return value.toDays() + "d";
		}
		if (nanos % 1_000_000 != 0) {
			return String.format(Locale.ROOT, "%dns", nanos);
		}
		long millis = nanos / 1_000_000;
		if (millis % 1_000 != 0 || millis == 0) {
			return millis + "ms";
		}
		long seconds = millis / 1_000;
		if (seconds % 86_400 == 0) {
			return seconds / 86_400 + "d";
		}
		if (seconds % 3_600 == 0) {
			return seconds / 3_600 + "h";
		}
		return (seconds % 60 == 0) ? seconds / 60 + "m" : seconds + "s";
	}

}
