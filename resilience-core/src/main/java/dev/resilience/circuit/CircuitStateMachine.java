package dev.resilience.circuit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.circuit.CircuitSnapshot.LastFailure;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.policy.Gate;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * A circuit.
 *
 * <pre>
 *                 too many failures               open duration over
 *   {@link Closed} ------------------------&gt; {@link Open} ------------------------&gt; {@link HalfOpen}
 *     ^                                    ^                                   |
 *     |                                    +---- a probe failed or never came -+
 *     +------------------------ enough probes succeeded -----------------------+
 *
 *   by hand, from any: {@link ForcedOpen}, {@link Disabled}, and back to {@link Closed}
 * </pre>
 *
 * Each stay in a state is an object of its own, a {@link Period}. This class holds
 * nothing but the reference to the present one, and every change is one compare-and-set
 * of it. A call keeps the period that admitted it; so a vote from an earlier stay reaches
 * an object that nobody looks at any more, and needs no further rule. The reference is
 * read once per admission.
 */
public final class CircuitStateMachine implements Circuit, Gate {

	private static final AtomicReferenceFieldUpdater<CircuitStateMachine, Period> PRESENT = AtomicReferenceFieldUpdater
		.newUpdater(CircuitStateMachine.class, Period.class, "present");

	private final String name;

	private final CircuitSpec spec;

	private final TimeSource time;

	private final Failures failures;

	private final EventHub events;

	private final VoteRule rule;

	private final CircuitTotals totals = new CircuitTotals();

	/** Volatile: a period is published with all that it was made with. */
	private volatile Period present;

	/** Written without a compare: of two failures at once, either may be the last. */
	private volatile @Nullable LastFailure lastFailure;

	/**
	 * Made once, at the first refusal after a failure. Plain: whoever does not see what
	 * others have made makes it too, and the fields of a record are final.
	 */
	private @Nullable FailureInWords lastInWords;

	/**
	 * Makes a closed circuit.
	 * @param name the policy's name
	 * @param spec how it judges
	 * @param time the clock
	 * @param failures who judges failures
	 * @param events who is told
	 */
	public CircuitStateMachine(String name, CircuitSpec spec, TimeSource time, Failures failures, EventHub events) {
		this.name = name;
		this.spec = spec;
		this.time = time;
		this.failures = failures;
		this.events = events;
		this.rule = new VoteRule(spec.record(), spec.ignore());
		this.present = new Closed(this, null, 0);
	}

	@Override
	public Permit admit(Call call) {
		call.forgetAttempts();
		while (true) {
			Period period = present();
			Permit permit = period.admit();
			if (permit != null) {
				call.admittedBy(permit);
				return permit;
			}
			if (period == this.present) {
				throw refusal(call, period);
			}
		}
	}

	/** The present period, after whatever time alone has changed. */
	private Period present() {
		while (true) {
			Period period = this.present;
			Period due = period.successorByTime();
			if (due == null) {
				return period;
			}
			change(period, due);
		}
	}

	/** Whether this is the present period, after whatever time alone has changed. */
	boolean isPresent(Period period) {
		return present() == period;
	}

	/** Moves on, unless somebody else has. Listeners are told afterwards. */
	boolean change(Period from, Period to) {
		if (!PRESENT.compareAndSet(this, from, to)) {
			return false;
		}
		if (from.state() == to.state()) {
			// done by hand, to empty the window or for no reason: no change of state to
			// tell of
			return true;
		}
		this.totals.countChangeTo(to.state());
		LastFailure last = this.lastFailure;
		this.events.publish(new CircuitStateChanged(this.name, to.since(), from.state(), to.state(), to.reasonInWords(),
				(last != null) ? last.failure() : null, nextProbeAt(to)));
		return true;
	}

	/** Counts the call and says how it votes. */
	Outcome judge(Call call, Throwable failure) {
		FailureVerdict verdict = call.verdict(this.failures, failure);
		Outcome outcome = this.rule.outcome(failure, verdict);
		if (outcome == Outcome.FAILURE) {
			this.lastFailure = new LastFailure(this.events.describe(failure, verdict.category()),
					this.time.wallClock());
		}
		this.totals.count(outcome);
		return outcome;
	}

	void countSuccess() {
		this.totals.count(Outcome.SUCCESS);
	}

	/**
	 * Where successes are counted.
	 * @return the counters
	 */
	public Counters<?> successes() {
		return this.totals.successes();
	}

	private CircuitOpenException refusal(Call call, Period period) {
		call.markRefused();
		this.totals.count(Outcome.REJECTED);
		if (this.events.isHeard(CallRejected.class)) {
			this.events.publish(
					new CallRejected(this.name, this.time.wallClock(), ErrorCode.CIRCUIT_OPEN.name(), period.state()));
		}
		return new CircuitOpenException(this.name, period.state(), period.reasonInWords(), lastFailureInWords(period),
				period.aboutNanosToNextProbe());
	}

	/**
	 * What failed last explains a circuit that opened by itself, not one that was opened
	 * by hand.
	 */
	private @Nullable String lastFailureInWords(Period period) {
		LastFailure last = (period.state() != CircuitState.FORCED_OPEN) ? this.lastFailure : null;
		return (last != null) ? inWords(last) : null;
	}

	private String inWords(LastFailure last) {
		FailureInWords known = this.lastInWords;
		if (known == null || known.of() != last) {
			known = new FailureInWords(last, last.failure().inWords());
			this.lastInWords = known;
		}
		return known.words();
	}

	/** A failure as refusals tell of it. */
	private record FailureInWords(LastFailure of, String words) {
	}

	private @Nullable Instant nextProbeAt(Period period) {
		long left = period.nanosToNextProbe();
		return (left >= 0) ? this.time.wallClock().plusNanos(left) : null;
	}

	@Override
	public String name() {
		return this.name;
	}

	/**
	 * How the circuit judges.
	 * @return the spec
	 */
	public CircuitSpec spec() {
		return this.spec;
	}

	TimeSource time() {
		return this.time;
	}

	@Override
	public CircuitState state() {
		return present().state();
	}

	@Override
	public CircuitSnapshot snapshot() {
		Period period = present();
		WindowCounts window = period.window();
		boolean rated = window.calls() >= this.spec.window().minimumCalls();
		return new CircuitSnapshot(this.name, period.state(), period.since(), period.reason(), this.lastFailure,
				nextProbeAt(period), rated ? Thresholds.percent(window.failures(), window.calls()) : null,
				(rated && this.spec.slowCallDuration() != null) ? Thresholds.percent(window.slowCalls(), window.calls())
						: null,
				period.consecutiveFailures(), window, this.totals.read());
	}

	@Override
	public void forceOpen() {
		replace((period) -> new ForcedOpen(this, period));
	}

	@Override
	public void close() {
		replace((period) -> new Closed(this, "closed by hand", period.openings()));
	}

	@Override
	public void disable() {
		replace((period) -> new Disabled(this, period));
	}

	@Override
	public void reset() {
		replace((period) -> new Closed(this, "reset by hand", 0));
	}

	private void replace(UnaryOperator<Period> successor) {
		while (true) {
			Period period = present();
			if (change(period, successor.apply(period))) {
				return;
			}
		}
	}

}
