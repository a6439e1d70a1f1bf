package dev.resilience.timelimit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Builds a {@link TimeLimitSpec}; the defaults stand here and nowhere else. */
public final class TimeLimitSpecBuilder {

	private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

	private @Nullable Duration timeout;

	private @Nullable Duration total;

	private boolean interrupt = true;

	private RunOn runOn = RunOn.CALLER;

	TimeLimitSpecBuilder() {
	}

	/**
	 * How long each attempt may take. Left out it is 30 s, or {@code total} if that is
	 * shorter.
	 * @param timeout the time
	 * @return this
	 */
	public TimeLimitSpecBuilder timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * How long the whole call may take, waits included.
	 * @param total the time, at least {@code timeout}
	 * @return this
	 */
	public TimeLimitSpecBuilder total(Duration total) {
		this.total = total;
		return this;
	}

	/**
	 * Whether a plain call is interrupted at its limit.
	 * @param interrupt false to only tell it too late
	 * @return this
	 */
	public TimeLimitSpecBuilder interrupt(boolean interrupt) {
		this.interrupt = interrupt;
		return this;
	}

	/**
	 * The thread that an attempt runs on.
	 * @param runOn the caller's, unless said otherwise
	 * @return this
	 */
	public TimeLimitSpecBuilder runOn(RunOn runOn) {
		this.runOn = runOn;
		return this;
	}

	/**
	 * Ends the building.
	 * @return the spec
	 * @throws dev.resilience.policy.InvalidPolicyException if a value cannot be meant; it
	 * names all that cannot
	 */
	public TimeLimitSpec build() {
		return new TimeLimitSpec(effectiveTimeout(), this.total, this.interrupt, this.runOn);
	}

	private Duration effectiveTimeout() {
		if (this.timeout != null) {
			return this.timeout;
		}
		Duration limit = this.total;
		return (limit != null && limit.compareTo(Duration.ZERO) > 0 && limit.compareTo(USUAL_TIMEOUT) < 0) ? limit
				: USUAL_TIMEOUT;
	}

}
