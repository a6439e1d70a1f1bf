package dev.resilience.circuit;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import org.jspecify.annotations.Nullable;

/** The rates at which a circuit opens. */
final class Thresholds {

	/**
	 * Why a circuit should open.
	 *
	 * @param slow whether it is for slow calls, not for failures
	 * @param counts what the window held at that moment
	 */
	record Trip(boolean slow, WindowCounts counts) {
	}

	private final int minimumCalls;

	private final double failureRate;

	private final double slowCallRate;

	Thresholds(CircuitSpec spec) {
		this.minimumCalls = spec.window().minimumCalls();
		this.failureRate = spec.failureRateThreshold();
		this.slowCallRate = (spec.slowCallDuration() != null) ? spec.slowCallRateThreshold() : 0;
	}

	/** Reached or passed; 0 is off. Null if the circuit need not open. */
	@Nullable Trip judge(long calls, long failures, long slowCalls) {
		if (!isBusy(calls) || (failures | slowCalls) == 0) {
			return null;
		}
		boolean failing = this.failureRate > 0 && percent(failures, calls) >= this.failureRate;
		boolean slow = this.slowCallRate > 0 && percent(slowCalls, calls) >= this.slowCallRate;
		return (failing || slow) ? new Trip(!failing, new WindowCounts(calls, failures, slowCalls)) : null;
	}

	boolean isBusy(long calls) {
		return calls >= this.minimumCalls;
	}

	static double percent(long part, long whole) {
		return part * 100.0 / whole;
	}

}
