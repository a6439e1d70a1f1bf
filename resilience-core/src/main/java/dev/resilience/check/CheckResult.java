package dev.resilience.check;

import java.time.Duration;
import java.time.Instant;

import dev.resilience.event.FailureInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a backend since it was asked last.
 *
 * @param name the backend
 * @param reachable whether it answered, in time and without a failure
 * @param latency how long it took; if it did not answer in time, how long it was waited
 * for
 * @param at when that was known, by the wall clock
 * @param underWaySince since when the check has been under way, if it has passed its
 * limit and still does not come back; else null
 * @param lastFailure the failure that was seen last, also if the backend is reachable
 * again; null if there was none
 * @param thrown what went wrong this time, null if nothing did. Its message may hold
 * secrets
 */
public record CheckResult(String name, boolean reachable, Duration latency, Instant at, @Nullable Instant underWaySince,
		@Nullable LastFailure lastFailure, @Nullable Throwable thrown) {

	/**
	 * The latency for people to read.
	 * @return milliseconds to one place; more is noise
	 */
	public double latencyMillis() {
		return Math.round(this.latency.toNanos() / 100_000.0) / 10.0;
	}

	/** The same for a check that has come back at last. */
	CheckResult over() {
		return new CheckResult(this.name, this.reachable, this.latency, this.at, null, this.lastFailure, this.thrown);
	}

	/**
	 * The failure that was seen last.
	 *
	 * @param failure what it was
	 * @param at when it was seen, by the wall clock
	 */
	public record LastFailure(FailureInfo failure, Instant at) {
	}

}
