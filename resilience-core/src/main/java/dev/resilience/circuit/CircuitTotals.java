package dev.resilience.circuit;

import java.util.EnumMap;
import java.util.Map;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.policy.Counters;

/** Counts every call once, by its outcome, also one whose vote comes too late. */
final class CircuitTotals {

	private final Counters<Outcome> outcomes = new Counters<>(Outcome.class, Outcome.SUCCESS);

	private final Counters<CircuitState> transitions = new Counters<>(CircuitState.class);

	Counters<?> successes() {
		return this.outcomes;
	}

	void count(Outcome outcome) {
		this.outcomes.count(outcome);
	}

	void countChangeTo(CircuitState state) {
		this.transitions.count(state);
	}

	Totals read() {
		Map<CircuitState, Long> changes = new EnumMap<>(CircuitState.class);
		for (CircuitState state : CircuitState.values()) {
			changes.put(state, this.transitions.of(state));
		}
		return new Totals(this.outcomes.of(Outcome.SUCCESS), this.outcomes.of(Outcome.FAILURE),
				this.outcomes.of(Outcome.IGNORED), this.outcomes.of(Outcome.REJECTED), changes);
	}

}
