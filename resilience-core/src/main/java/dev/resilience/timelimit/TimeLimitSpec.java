package dev.resilience.timelimit;

import java.time.Duration;

import dev.resilience.policy.Checks;
import org.jspecify.annotations.Nullable;

/**
 * How long an attempt, and a whole call, may take. Validates itself.
 *
 * @param timeout how long each attempt may take
 * @param total how long the whole call may take, waits included, or null for no limit
 * @param interrupt whether a plain call is interrupted at its limit; if not, it is only
 * told too late
 * @param runOn the thread that an attempt runs on
 */
public record TimeLimitSpec(Duration timeout, @Nullable Duration total, boolean interrupt, RunOn runOn) {

	/** What a policy that says nothing gets. */
	public static final TimeLimitSpec DEFAULTS = new TimeLimitSpecBuilder().build();

	public TimeLimitSpec {
		Checks checks = new Checks("time-limit").positive("timeout", timeout);
		if (total != null) {
			checks.positive("total", total)
				.that(total.compareTo(timeout) >= 0 || total.compareTo(Duration.ZERO) <= 0, "total", Checks.text(total),
						"at least timeout, which is " + Checks.text(timeout));
		}
		checks.done();
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static TimeLimitSpecBuilder builder() {
		return new TimeLimitSpecBuilder();
	}

}
