package dev.resilience.circuit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.policy.Call;
import dev.resilience.policy.Checks;
import dev.resilience.policy.Gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * A few calls pass as probes. A probe's permit is a lease: it comes back on every way
 * out, and a probe that has not come back when its lease ends counts as failed, whether
 * or not anybody calls or looks in the meantime.
 */
final class HalfOpen extends Period {

	private static final long FREE = 0;

	/** A place per permitted probe: when its lease ends, or free. */
	private final AtomicLongArray leases;

	private final AtomicInteger successes = new AtomicInteger();

	private final CircuitSpec spec;

	private final Period before;

	HalfOpen(CircuitStateMachine circuit, Period before, long from) {
		super(circuit, CircuitState.HALF_OPEN, before.reason(), before.openings(), from);
		this.spec = circuit.spec();
		this.before = before;
		this.leases = new AtomicLongArray(this.spec.halfOpen().permittedCalls());
	}

	@Override
	@Nullable Permit admit() {
		long end = this.circuit.time().nanos() + this.spec.halfOpen().maxDuration().toNanos();
		long lease = (end != FREE) ? end : FREE + 1;
		for (int place = 0; place < this.leases.length(); place++) {
			if (this.leases.get(place) == FREE && this.leases.compareAndSet(place, FREE, lease)) {
				// it may have been free because its probe has ended this period
				return this.circuit.isPresent(this) ? new Probe(place) : null;
			}
		}
		return null;
	}

	@Override
	@Nullable Period successorByTime() {
		long now = this.circuit.time().nanos();
		long earliest = FREE;
		for (int place = 0; place < this.leases.length(); place++) {
			long end = this.leases.get(place);
			if (end != FREE && end - now <= 0 && (earliest == FREE || end - earliest < 0)) {
				earliest = end;
			}
		}
		if (earliest == FREE) {
			return null;
		}
		return Open.since(earliest, this.circuit,
				"a probe had not come back after " + Checks.text(this.spec.halfOpen().maxDuration()), this);
	}

	@Override
	WindowCounts window() {
		return this.before.window();
	}

	@Override
	int consecutiveFailures() {
		return this.before.consecutiveFailures();
	}

	/** One call that probes; it has one attempt. */
	private final class Probe implements Permit {

		private final int place;

		Probe(int place) {
			this.place = place;
		}

		@Override
		public void succeeded(Call call) {
			HalfOpen.this.circuit.countSuccess();
			end(Outcome.SUCCESS, call);
		}

		@Override
		public void failed(Call call, Throwable failure) {
			Outcome outcome = Outcome.IGNORED;
			try {
				outcome = HalfOpen.this.circuit.judge(call, failure);
			}
			finally {
				end(outcome, call);
			}
		}

		/**
		 * The lease is given back last: until its vote has counted, the probe is under
		 * way. A probe that came back after its lease had ended finds the period over,
		 * whether or not anybody had looked in the meantime.
		 */
		private void end(Outcome outcome, Call call) {
			try {
				if (HalfOpen.this.circuit.isPresent(HalfOpen.this) && outcome != Outcome.IGNORED) {
					vote(outcome == Outcome.SUCCESS, isSlow(call));
				}
			}
			finally {
				giveBack();
			}
		}

		private void vote(boolean success, boolean slow) {
			HalfOpen period = HalfOpen.this;
			if (!success || slow) {
				period.circuit.change(period, Open.now(period.circuit, success ? "a probe was slow" : "a probe failed",
						period.openings(), Open.Votes.of(period)));
			}
			else if (period.successes.incrementAndGet() >= period.spec.halfOpen().successThreshold()) {
				period.circuit.change(period, new Closed(period.circuit, "enough probes succeeded", 0));
			}
		}

		private boolean isSlow(Call call) {
			return HalfOpen.this.spec.slowCallDuration() != null
					&& call.longestAttempt() >= HalfOpen.this.spec.slowCallDuration().toNanos();
		}

		private void giveBack() {
			HalfOpen.this.leases.set(this.place, FREE);
		}

		@Override
		public boolean allowsAnotherAttempt() {
			return false;
		}

	}

}
