package dev.resilience.check;

import java.time.Duration;

import dev.resilience.policy.Checks;

/**
 * How often backends are asked, and how long each may take to answer.
 *
 * @param interval so long an answer holds, 0 to 365 days: no backend is asked more often
 * @param timeout so long a backend may take, 1 microsecond to 365 days
 */
public record CheckSpec(Duration interval, Duration timeout) {

	/** What holds where nobody says otherwise. */
	public static final CheckSpec DEFAULTS = new CheckSpec(Duration.ofSeconds(10), Duration.ofSeconds(2));

	/**
	 * Validates.
	 * @throws dev.resilience.policy.InvalidPolicyException names every value that cannot
	 * be meant
	 */
	public CheckSpec {
		new Checks("checks").notNegative("interval", interval).positive("timeout", timeout).done();
	}

}
