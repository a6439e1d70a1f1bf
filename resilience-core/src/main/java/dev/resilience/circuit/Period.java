package dev.resilience.circuit;

import java.time.Instant;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.policy.Gate.Permit;
import org.jspecify.annotations.Nullable;

/** One stay of a circuit in one state. */
abstract sealed class Period permits Closed, Open, HalfOpen, ForcedOpen, Disabled {

	protected final CircuitStateMachine circuit;

	private final CircuitState state;

	private final @Nullable String reason;

	/** How often the circuit has opened since it last closed of its own accord. */
	private final int openings;

	private final Instant since;

	/**
	 * Begins a stay.
	 * @param from the reading of the clock at which it began, which may have passed
	 * unseen
	 */
	Period(CircuitStateMachine circuit, CircuitState state, @Nullable String reason, int openings, long from) {
		this.circuit = circuit;
		this.state = state;
		this.reason = reason;
		this.openings = openings;
		this.since = circuit.time().wallClock().minusNanos(Math.max(0, circuit.time().nanos() - from));
	}

	/**
	 * Lets a call in.
	 * @return what the call reports its end to, or null if it is refused
	 */
	abstract @Nullable Permit admit();

	/**
	 * What time alone has made of this period.
	 * @return the next period, or null while this one lasts
	 */
	@Nullable Period successorByTime() {
		return null;
	}

	/** How long until a probe is let through, or -1 where it does not depend on time. */
	long nanosToNextProbe() {
		return -1;
	}

	/** The same within a few milliseconds, for a call that is refused. */
	long aboutNanosToNextProbe() {
		return -1;
	}

	/** The votes that stand, or stood when the circuit opened. */
	WindowCounts window() {
		return WindowCounts.EMPTY;
	}

	int consecutiveFailures() {
		return 0;
	}

	final CircuitState state() {
		return this.state;
	}

	final @Nullable String reason() {
		return this.reason;
	}

	final String reasonInWords() {
		return (this.reason != null) ? this.reason : "no call has failed yet";
	}

	final Instant since() {
		return this.since;
	}

	final int openings() {
		return this.openings;
	}

}
