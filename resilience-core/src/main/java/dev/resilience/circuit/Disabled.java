package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.policy.Call;
import dev.resilience.policy.Gate.Permit;

/**
 * Calls pass and are counted in the totals; there is no window, so nothing opens the
 * circuit.
 */
final class Disabled extends Period implements Permit {

	Disabled(CircuitStateMachine circuit, Period before) {
		super(circuit, CircuitState.DISABLED, "disabled by hand", before.openings(), circuit.time().nanos());
	}

	@Override
	Permit admit() {
		return this;
	}

	@Override
	public void succeeded(Call call) {
		this.circuit.countSuccess();
	}

	@Override
	public void failed(Call call, Throwable failure) {
		this.circuit.judge(call, failure);
	}

	@Override
	public boolean allowsAnotherAttempt() {
		return this.circuit.isPresent(this);
	}

}
