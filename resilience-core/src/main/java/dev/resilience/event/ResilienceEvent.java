package dev.resilience.event;

import java.time.Duration;
import java.time.Instant;

import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a policy. Never holds an argument or a result; holds an
 * exception's message only where the configuration allows it.
 */
public sealed interface ResilienceEvent {

	/**
	 * The policy it happened to.
	 * @return the policy's name; {@code none} for a fallback without a policy
	 */
	String policy();

	/**
	 * When it happened, by the wall clock.
	 * @return the moment
	 */
	Instant at();

	/**
	 * What happened, in one word for logs and tables: an {@link ErrorCode} where
	 * something went wrong.
	 * @return the code, in upper case
	 */
	String code();

	/**
	 * A circuit changed its state.
	 *
	 * @param policy the circuit
	 * @param at when
	 * @param from the state before
	 * @param to the state after
	 * @param reason why
	 * @param lastFailure the failure that was seen last, or null if none was
	 * @param nextProbeAt when an open circuit lets a probe through, or null
	 */
	record CircuitStateChanged(String policy, Instant at, CircuitState from, CircuitState to, String reason,
			@Nullable FailureInfo lastFailure, @Nullable Instant nextProbeAt) implements ResilienceEvent {

		@Override
		public String code() {
			return "CIRCUIT_" + this.to.name();
		}

	}

	/**
	 * A guard refused a call.
	 *
	 * @param policy the policy
	 * @param at when
	 * @param code {@link ErrorCode#CIRCUIT_OPEN} or
	 * {@link ErrorCode#CONCURRENCY_LIMIT_EXCEEDED}
	 * @param state the state of the circuit that refused, or null if something else did
	 */
	record CallRejected(String policy, Instant at, String code,
			@Nullable CircuitState state) implements ResilienceEvent {
	}

	/**
	 * An attempt failed and another will be made.
	 *
	 * @param policy the policy
	 * @param at when
	 * @param attempt the number of the attempt that failed, 1 for the first
	 * @param delay the wait before the next
	 * @param failure what failed, or null if the result was refused
	 */
	record RetryScheduled(String policy, Instant at, int attempt, Duration delay,
			@Nullable FailureInfo failure) implements ResilienceEvent {

		@Override
		public String code() {
			return "RETRY";
		}

	}

	/**
	 * The last attempt that was allowed failed.
	 *
	 * @param policy the policy
	 * @param at when
	 * @param code {@link ErrorCode#RETRY_EXHAUSTED}, or
	 * {@link ErrorCode#RETRY_BUDGET_SPENT} if attempts were left
	 * @param attempts how many were made
	 * @param failure what failed last, or null if the result was refused
	 */
	record RetryGaveUp(String policy, Instant at, String code, int attempts,
			@Nullable FailureInfo failure) implements ResilienceEvent {
	}

	/**
	 * A time limit passed.
	 *
	 * @param policy the policy
	 * @param at when the caller was told
	 * @param code {@link ErrorCode#TIME_LIMIT_EXCEEDED} or
	 * {@link ErrorCode#TOTAL_TIME_LIMIT_EXCEEDED}
	 * @param limit the limit
	 * @param elapsed how long it took
	 * @param overrun whether the method went on for more than 100 ms past the limit
	 */
	record TimeLimitPassed(String policy, Instant at, String code, Duration limit, Duration elapsed,
			boolean overrun) implements ResilienceEvent {
	}

	/**
	 * A fallback answered, or failed too.
	 *
	 * @param policy the policy, {@code none} without one
	 * @param at when
	 * @param code {@code FALLBACK_USED} or {@link ErrorCode#FALLBACK_FAILED}
	 * @param failure what it answered
	 * @param permanent whether what it answered was a permanent failure
	 */
	record FallbackUsed(String policy, Instant at, String code, FailureInfo failure,
			boolean permanent) implements ResilienceEvent {

		/**
		 * The category of the failure that it answered.
		 * @return the category
		 */
		public FailureCategory category() {
			return this.failure.category();
		}

	}

}
