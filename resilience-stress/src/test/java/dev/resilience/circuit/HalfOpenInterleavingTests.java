package dev.resilience.circuit;

import dev.resilience.CircuitState;
import dev.resilience.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Probes are admitted as if they came one after the other, and nobody waits. */
public class HalfOpenInterleavingTests {

	private final CircuitUnderStress backend = CircuitUnderStress.halfOpen(1, 1);

	@Operation
	public boolean admit() {
		return this.backend.admit() != null;
	}

	@Operation
	public CircuitState state() {
		return this.backend.state();
	}

	@Test
	void admitsAsIfProbesCameOneAfterTheOther() {
		Interleavings.optionsOfLongOperations().checkObstructionFreedom(true).check(HalfOpenInterleavingTests.class);
	}

}
