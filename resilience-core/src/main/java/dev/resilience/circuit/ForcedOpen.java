package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.policy.Gate.Permit;
import org.jspecify.annotations.Nullable;

/** Calls are refused until somebody says otherwise. */
final class ForcedOpen extends Period {

	private final WindowCounts window;

	private final int consecutiveFailures;

	ForcedOpen(CircuitStateMachine circuit, Period before) {
		super(circuit, CircuitState.FORCED_OPEN, "opened by hand", before.openings(), circuit.time().nanos());
		this.window = before.window();
		this.consecutiveFailures = before.consecutiveFailures();
	}

	@Override
	@Nullable Permit admit() {
		return null;
	}

	@Override
	WindowCounts window() {
		return this.window;
	}

	@Override
	int consecutiveFailures() {
		return this.consecutiveFailures;
	}

}
