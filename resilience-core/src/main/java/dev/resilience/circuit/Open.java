package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.policy.Gate.Permit;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Calls are refused until the open duration is over. */
final class Open extends Period {

	private final long until;

	private final Votes votes;

	private Open(CircuitStateMachine circuit, String reason, int openings, Votes votes, long from) {
		super(circuit, CircuitState.OPEN, reason, openings + 1, from);
		this.until = from + openNanos(circuit.spec(), openings);
		this.votes = votes;
	}

	/** Opens at this moment. */
	static Open now(CircuitStateMachine circuit, String reason, int openings, Votes votes) {
		return new Open(circuit, reason, openings, votes, circuit.time().nanos());
	}

	/**
	 * Opened at a moment that may have passed unseen: the state follows from time, not
	 * from somebody looking.
	 */
	static Open since(long from, CircuitStateMachine circuit, String reason, Period before) {
		return new Open(circuit, reason, before.openings(), Votes.of(before), from);
	}

	/** The votes for which it opened, to be shown while it is open. */
	record Votes(WindowCounts window, int consecutiveFailures) {

		static Votes of(Period period) {
			return new Votes(period.window(), period.consecutiveFailures());
		}

	}

	private static long openNanos(CircuitSpec spec, int reopenings) {
		double grown = spec.openDuration().toNanos() * Math.pow(spec.openDurationMultiplier(), reopenings);
		long most = Math.max(spec.openDuration().toNanos(), spec.openDurationMax().toNanos());
		return (long) Math.min(grown, most);
	}

	@Override
	@Nullable Permit admit() {
		return null;
	}

	@Override
	@Nullable Period successorByTime() {
		return (about() <= 0) ? new HalfOpen(this.circuit, this, this.until) : null;
	}

	@Override
	long nanosToNextProbe() {
		return Math.max(0, left());
	}

	@Override
	long aboutNanosToNextProbe() {
		return Math.max(0, about());
	}

	/**
	 * Within a few milliseconds; whether anything is left is exact: while the end is far
	 * away, the coarse clock tells as well that it has not come. A call that is refused
	 * asks nothing else of the clock.
	 */
	private long about() {
		long left = this.until - this.circuit.time().coarseNanos();
		return (left > TimeSource.LONG_AGAINST_LAG) ? left : left();
	}

	private long left() {
		return this.until - this.circuit.time().nanos();
	}

	@Override
	WindowCounts window() {
		return this.votes.window();
	}

	@Override
	int consecutiveFailures() {
		return this.votes.consecutiveFailures();
	}

}
