package dev.resilience.circuit;

import java.time.Duration;

import dev.resilience.circuit.CircuitSpec.Probing;
import dev.resilience.circuit.CircuitSpec.Window;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.failure.FailureTypes;
import org.jspecify.annotations.Nullable;

/** Builds a {@link CircuitSpec}; the defaults stand here and nowhere else. */
public final class CircuitSpecBuilder {

	private static final int USUAL_MINIMUM_CALLS = 20;

	private int failureThreshold = 5;

	private Duration failureThresholdSpan = Duration.ofSeconds(1);

	private double failureRateThreshold = 50;

	private @Nullable Duration slowCallDuration;

	private double slowCallRateThreshold = 100;

	private WindowType windowType = WindowType.COUNT;

	private int windowSize = 100;

	private Duration windowDuration = Duration.ofSeconds(10);

	private @Nullable Integer minimumCalls;

	private Duration openDuration = Duration.ofSeconds(60);

	private double openDurationMultiplier = 1;

	private Duration openDurationMax = Duration.ofMinutes(10);

	private int permittedCalls = 3;

	private int successThreshold = 2;

	private Duration maxDuration = Duration.ofSeconds(60);

	private FailureTypes record = FailureTypes.NONE;

	private FailureTypes ignore = FailureTypes.NONE;

	CircuitSpecBuilder() {
	}

	/**
	 * Opens after so many failures in a row.
	 * @param calls the number, 0 for off
	 * @return this
	 */
	public CircuitSpecBuilder failureThreshold(int calls) {
		this.failureThreshold = calls;
		return this;
	}

	/**
	 * How long a row must last on a busy circuit, so that chance alone does not open it.
	 * @param span the time from the first failure of the row to its last
	 * @return this
	 */
	public CircuitSpecBuilder failureThresholdSpan(Duration span) {
		this.failureThresholdSpan = span;
		return this;
	}

	/**
	 * Opens when so many of the window's calls have failed.
	 * @param percent the percentage, reached or passed; 0 for off
	 * @return this
	 */
	public CircuitSpecBuilder failureRateThreshold(double percent) {
		this.failureRateThreshold = percent;
		return this;
	}

	/**
	 * From when on a call is slow.
	 * @param duration the time of the longest single attempt
	 * @return this
	 */
	public CircuitSpecBuilder slowCallDuration(Duration duration) {
		this.slowCallDuration = duration;
		return this;
	}

	/**
	 * Opens when so many of the window's calls were slow.
	 * @param percent the percentage, reached or passed; 0 for off
	 * @return this
	 */
	public CircuitSpecBuilder slowCallRateThreshold(double percent) {
		this.slowCallRateThreshold = percent;
		return this;
	}

	/**
	 * Whether the window is made of calls or of time.
	 * @param type the type
	 * @return this
	 */
	public CircuitSpecBuilder windowType(WindowType type) {
		this.windowType = type;
		return this;
	}

	/**
	 * How many calls a count window holds.
	 * @param calls the number, 1 to 65,535
	 * @return this
	 */
	public CircuitSpecBuilder windowSize(int calls) {
		this.windowSize = calls;
		return this;
	}

	/**
	 * How much time a time window spans.
	 * @param duration the time
	 * @return this
	 */
	public CircuitSpecBuilder windowDuration(Duration duration) {
		this.windowDuration = duration;
		return this;
	}

	/**
	 * Below this many calls in the window no rate is computed. Left out it is 20, but
	 * never above a count window's size.
	 * @param calls the number, at most a count window's size
	 * @return this
	 */
	public CircuitSpecBuilder minimumCalls(int calls) {
		this.minimumCalls = calls;
		return this;
	}

	/**
	 * How long the circuit stays open.
	 * @param duration the time
	 * @return this
	 */
	public CircuitSpecBuilder openDuration(Duration duration) {
		this.openDuration = duration;
		return this;
	}

	/**
	 * By what the open time grows with every reopening without a close between.
	 * @param factor at least 1
	 * @return this
	 */
	public CircuitSpecBuilder openDurationMultiplier(double factor) {
		this.openDurationMultiplier = factor;
		return this;
	}

	/**
	 * The most that the open time grows to.
	 * @param duration the time
	 * @return this
	 */
	public CircuitSpecBuilder openDurationMax(Duration duration) {
		this.openDurationMax = duration;
		return this;
	}

	/**
	 * How many probes may be under way at once.
	 * @param calls the number, 1 to 10,000
	 * @return this
	 */
	public CircuitSpecBuilder permittedCalls(int calls) {
		this.permittedCalls = calls;
		return this;
	}

	/**
	 * How many successful probes in a row close the circuit.
	 * @param calls the number, at least 1
	 * @return this
	 */
	public CircuitSpecBuilder successThreshold(int calls) {
		this.successThreshold = calls;
		return this;
	}

	/**
	 * A probe that has not come back by then counts as failed.
	 * @param duration the time from its admission
	 * @return this
	 */
	public CircuitSpecBuilder maxDuration(Duration duration) {
		this.maxDuration = duration;
		return this;
	}

	/**
	 * Which failures count; with any listed, one that is not has no vote.
	 * @param types the classes
	 * @return this
	 */
	public CircuitSpecBuilder record(FailureTypes types) {
		this.record = types;
		return this;
	}

	/**
	 * Which failures have no vote, whatever else says they have.
	 * @param types the classes
	 * @return this
	 */
	public CircuitSpecBuilder ignore(FailureTypes types) {
		this.ignore = types;
		return this;
	}

	/**
	 * Ends the building.
	 * @return the spec
	 * @throws dev.resilience.policy.InvalidPolicyException if a value cannot be meant; it
	 * names all that cannot
	 */
	public CircuitSpec build() {
		return new CircuitSpec(this.failureThreshold, this.failureThresholdSpan, this.failureRateThreshold,
				this.slowCallDuration, this.slowCallRateThreshold,
				new Window(this.windowType, this.windowSize, this.windowDuration, effectiveMinimumCalls()),
				this.openDuration, this.openDurationMultiplier, this.openDurationMax,
				new Probing(this.permittedCalls, this.successThreshold, this.maxDuration), this.record, this.ignore);
	}

	private int effectiveMinimumCalls() {
		if (this.minimumCalls != null) {
			return this.minimumCalls;
		}
		return (this.windowType == WindowType.COUNT) ? Math.min(USUAL_MINIMUM_CALLS, Math.max(1, this.windowSize))
				: USUAL_MINIMUM_CALLS;
	}

}
