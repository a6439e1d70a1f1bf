package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.failure.FailureTypes;
import dev.resilience.policy.Checks;
import org.jspecify.annotations.Nullable;

/**
 * How a circuit judges. Validates itself.
 *
 * @param failureThreshold consecutive failures that open it, 0 for off, at most 65,535
 * @param failureThresholdSpan how long such a row must last on a busy circuit
 * @param failureRateThreshold percentage of failures in the window that opens it, 0 for
 * off
 * @param slowCallDuration from when on a call is slow, or null for never
 * @param slowCallRateThreshold percentage of slow calls in the window that opens it, 0
 * for off
 * @param window what the rates are computed over
 * @param openDuration how long it stays open the first time
 * @param openDurationMultiplier by what that grows with every reopening, at least 1
 * @param openDurationMax the most it grows to; never shortens {@code openDuration}
 * @param halfOpen how it probes
 * @param record failures that count, empty for the transient ones
 * @param ignore failures that have no vote
 */
public record CircuitSpec(int failureThreshold, Duration failureThresholdSpan, double failureRateThreshold,
		@Nullable Duration slowCallDuration, double slowCallRateThreshold, Window window, Duration openDuration,
		double openDurationMultiplier, Duration openDurationMax, Probing halfOpen, FailureTypes record,
		FailureTypes ignore) {

	/** What a policy that says nothing gets. */
	public static final CircuitSpec DEFAULTS = new CircuitSpecBuilder().build();

	public CircuitSpec {
		Checks checks = new Checks("circuit");
		checks.range("failure-threshold", failureThreshold, 0, ConsecutiveFailures.MOST)
			.notNegative("failure-threshold-span", failureThresholdSpan)
			.range("failure-rate-threshold", failureRateThreshold, 0.0, 100.0)
			.range("slow-call-rate-threshold", slowCallRateThreshold, 0.0, 100.0)
			.positive("open-duration", openDuration)
			.range("open-duration-multiplier", openDurationMultiplier, 1.0, Double.MAX_VALUE)
			.positive("open-duration-max", openDurationMax)
			.range("half-open.permitted-calls", halfOpen.permittedCalls, 1, 10_000)
			.range("half-open.success-threshold", halfOpen.successThreshold, 1, Integer.MAX_VALUE)
			.positive("half-open.max-duration", halfOpen.maxDuration)
			.range("window.size", window.size, 1, CountWindow.LARGEST)
			.positive("window.duration", window.duration);
		if (slowCallDuration != null) {
			checks.positive("slow-call-duration", slowCallDuration);
		}
		if (window.type == WindowType.COUNT && window.size >= 1 && window.minimumCalls > window.size) {
			checks.that(false, "window.minimum-calls", window.minimumCalls,
					"at most window.size, which is " + window.size + ", or no rate is ever computed");
		}
		else {
			checks.range("window.minimum-calls", window.minimumCalls, 1, Integer.MAX_VALUE);
		}
		checks.done();
	}

	/** What the rates are computed over. */
	public enum WindowType {

		/** The latest calls, so many of them. */
		COUNT,

		/** The calls of the last while. */
		TIME

	}

	/**
	 * What the rates are computed over.
	 *
	 * @param type calls or time
	 * @param size how many calls, for {@link WindowType#COUNT}
	 * @param duration how long a while, for {@link WindowType#TIME}
	 * @param minimumCalls no rate is computed below this
	 */
	public record Window(WindowType type, int size, Duration duration, int minimumCalls) {
	}

	/**
	 * How the circuit probes.
	 *
	 * @param permittedCalls probes under way at once
	 * @param successThreshold consecutive successful probes that close it
	 * @param maxDuration a probe that has not come back by then counts as failed
	 */
	public record Probing(int permittedCalls, int successThreshold, Duration maxDuration) {
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static CircuitSpecBuilder builder() {
		return new CircuitSpecBuilder();
	}

}
