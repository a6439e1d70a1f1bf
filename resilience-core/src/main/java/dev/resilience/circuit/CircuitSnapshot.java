package dev.resilience.circuit;

import java.time.Instant;
import java.util.Map;

import dev.resilience.CircuitState;
import dev.resilience.event.FailureInfo;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a circuit at one moment.
 *
 * @param name the circuit's name
 * @param state the state
 * @param since since when, by the wall clock
 * @param reason why it is in that state, or null for a circuit that has been closed from
 * the beginning
 * @param lastFailure the failure that was counted last, or null
 * @param nextProbeAt when an open circuit lets a probe through, or null
 * @param failureRate percentage of failures in the window, or null below the minimum
 * @param slowCallRate percentage of slow calls, or null below the minimum or where slow
 * calls are not looked at
 * @param consecutiveFailures the length of the row of failures
 * @param window what the window holds; of an open circuit, what it held when it opened;
 * of a disabled one, nothing
 * @param totals what was counted since the circuit exists
 */
public record CircuitSnapshot(String name, CircuitState state, Instant since, @Nullable String reason,
		@Nullable LastFailure lastFailure, @Nullable Instant nextProbeAt, @Nullable Double failureRate,
		@Nullable Double slowCallRate, int consecutiveFailures, WindowCounts window, Totals totals) {

	/**
	 * The failure that was counted last.
	 *
	 * @param failure what it was
	 * @param at when
	 */
	public record LastFailure(FailureInfo failure, Instant at) {
	}

	/**
	 * What a window holds.
	 *
	 * @param calls the calls that have voted
	 * @param failures those that failed
	 * @param slowCalls those that were slow
	 */
	public record WindowCounts(long calls, long failures, long slowCalls) {

		/** An empty window. */
		public static final WindowCounts EMPTY = new WindowCounts(0, 0, 0);

	}

	/**
	 * What was counted since the circuit exists; never goes back.
	 *
	 * @param succeeded calls that succeeded
	 * @param failed calls that failed
	 * @param ignored calls whose failure has no vote by rule
	 * @param rejected calls that were refused
	 * @param transitions how often each state was entered
	 */
	public record Totals(long succeeded, long failed, long ignored, long rejected,
			Map<CircuitState, Long> transitions) {

		public Totals {
			transitions = Map.copyOf(transitions);
		}

		/**
		 * How often the circuit opened.
		 * @return changes to {@code OPEN}
		 */
		public long opened() {
			return this.transitions.getOrDefault(CircuitState.OPEN, 0L);
		}

	}

}
