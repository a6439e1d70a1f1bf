package dev.resilience.circuit;

import java.util.Locale;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.circuit.Thresholds.Trip;
import dev.resilience.policy.Call;
import dev.resilience.policy.Checks;
import dev.resilience.policy.Gate.Permit;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * Calls pass and vote. It is its own permit, so that a call that passes allocates
 * nothing.
 */
final class Closed extends Period implements Permit {

	private final CircuitSpec spec;

	private final VoteWindow votes;

	private final ConsecutiveFailures row;

	private final Thresholds thresholds;

	private final long slowNanos;

	Closed(CircuitStateMachine circuit, @Nullable String reason, int openings) {
		super(circuit, CircuitState.CLOSED, reason, openings, circuit.time().nanos());
		this.spec = circuit.spec();
		this.votes = (this.spec.window().type() == WindowType.COUNT) ? new CountWindow(this.spec.window().size())
				: new TimeWindow(this.spec.window().duration().toNanos(), circuit.time());
		this.row = new ConsecutiveFailures(circuit.time().nanos());
		this.thresholds = new Thresholds(this.spec);
		this.slowNanos = (this.spec.slowCallDuration() != null) ? this.spec.slowCallDuration().toNanos()
				: Long.MAX_VALUE;
	}

	@Override
	Permit admit() {
		return this;
	}

	@Override
	public void succeeded(Call call) {
		if (call.noteSuccess(PolicyKind.CIRCUIT)) {
			// before the vote: who reads both never finds more votes than calls
			call.countNoted();
		}
		else {
			this.circuit.countSuccess();
		}
		vote(false, call);
	}

	@Override
	public void failed(Call call, Throwable failure) {
		Outcome outcome = this.circuit.judge(call, failure);
		if (outcome != Outcome.IGNORED) {
			vote(outcome == Outcome.FAILURE, call);
		}
	}

	@Override
	public boolean allowsAnotherAttempt() {
		return this.circuit.isPresent(this);
	}

	private void vote(boolean failure, Call call) {
		Trip trip = this.votes.record(failure, call.longestAttempt() >= this.slowNanos, this.thresholds);
		if (failure) {
			lengthenRow();
		}
		else {
			this.row.succeeded();
		}
		if (trip != null) {
			// if the row has opened it already, this changes nothing
			open(inWords(trip), trip.counts(), consecutiveFailures());
		}
	}

	/**
	 * On a busy circuit a short row proves nothing: of many calls at once some fail
	 * together by chance.
	 */
	private void lengthenRow() {
		long now = this.circuit.time().nanos();
		long failed = this.row.failed(now);
		int length = ConsecutiveFailures.length(failed);
		if (this.spec.failureThreshold() == 0 || length < this.spec.failureThreshold()) {
			return;
		}
		WindowCounts counts = window();
		if (!this.thresholds.isBusy(counts.calls())
				|| this.row.lasts(failed, now, this.spec.failureThresholdSpan().toNanos())) {
			open(length + ((length == 1) ? " failure" : " consecutive failures"), counts, length);
		}
	}

	private void open(String reason, WindowCounts counts, int consecutiveFailures) {
		this.circuit.change(this,
				Open.now(this.circuit, reason, openings(), new Open.Votes(counts, consecutiveFailures)));
	}

	private String inWords(Trip trip) {
		long calls = trip.counts().calls();
		long part = trip.slow() ? trip.counts().slowCalls() : trip.counts().failures();
		String of = (this.spec.window().type() == WindowType.COUNT) ? "the last " + calls + " calls"
				: calls + " calls in " + Checks.text(this.spec.window().duration());
		return String.format(Locale.ROOT, "%.1f %% of %s %s", Thresholds.percent(part, calls), of,
				trip.slow() ? "were slow" : "failed");
	}

	@Override
	WindowCounts window() {
		return this.votes.counts();
	}

	@Override
	int consecutiveFailures() {
		return ConsecutiveFailures.length(this.row.read());
	}

}
