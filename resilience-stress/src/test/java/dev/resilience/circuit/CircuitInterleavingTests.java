package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.Interleavings;
import dev.resilience.policy.Gate.Permit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A circuit that opens at the first failure changes as if its calls ended one after the
 * other, tells of each change once, and lets nobody wait: neither who looks, nor who
 * votes, nor who changes it by hand.
 */
public class CircuitInterleavingTests {

	private final CircuitUnderStress backend = CircuitUnderStress.closed(1);

	private final Permit first = this.backend.admit();

	private final Permit second = this.backend.admit();

	@Operation(runOnce = true)
	public void firstFails() {
		this.backend.fail(this.first);
	}

	@Operation(runOnce = true)
	public void secondFails() {
		this.backend.fail(this.second);
	}

	@Operation(runOnce = true)
	public void reset() {
		this.backend.circuit.reset();
	}

	@Operation
	public CircuitState state() {
		return this.backend.state();
	}

	@Validate
	public void tellsOfEachChangeOnce() {
		long opened = this.backend.circuit.snapshot().totals().opened();
		if (this.backend.told(CircuitState.OPEN) != opened) {
			throw new IllegalStateException("opened " + opened + " times, and told otherwise");
		}
	}

	@Test
	void changesAsIfCallsEndedOneAfterTheOther() {
		Interleavings.optionsOfLongOperations().checkObstructionFreedom(true).check(CircuitInterleavingTests.class);
	}

}
