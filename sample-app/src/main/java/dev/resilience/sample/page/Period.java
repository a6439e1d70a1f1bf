package dev.resilience.sample.page;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import org.jspecify.annotations.Nullable;

/**
 * What a circuit did between two looks at it: how many calls had which outcome, named as
 * the meters name them, and the state at the end; null if the circuit did not exist.
 */
record Period(long success, long failure, long ignored, long rejected, @Nullable CircuitState state) {

	private static final Period NOTHING = new Period(0, 0, 0, 0, null);

	/**
	 * The difference of two looks.
	 * @param before the first; null if the circuit did not exist then
	 * @param after the second; null if the circuit did not exist even then
	 * @return what came in between
	 */
	static Period between(@Nullable CircuitSnapshot before, @Nullable CircuitSnapshot after) {
		Period from = since(before);
		Period to = since(after);
		return new Period(to.success - from.success, to.failure - from.failure, to.ignored - from.ignored,
				to.rejected - from.rejected, to.state);
	}

	private static Period since(@Nullable CircuitSnapshot snapshot) {
		if (snapshot == null) {
			return NOTHING;
		}
		Totals totals = snapshot.totals();
		return new Period(totals.succeeded(), totals.failed(), totals.ignored(), totals.rejected(), snapshot.state());
	}

}
