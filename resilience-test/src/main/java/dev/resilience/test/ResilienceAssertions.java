package dev.resilience.test;

import dev.resilience.circuit.Circuit;

/**
 * Assertions on what this library knows, beside AssertJ's own: import both statically.
 */
public final class ResilienceAssertions {

	private ResilienceAssertions() {
	}

	/**
	 * Begins an assertion on a circuit.
	 * @param circuit the circuit, as {@code circuits.get("payments")}
	 * @return to go on with
	 */
	public static CircuitAssert assertThat(Circuit circuit) {
		return new CircuitAssert(circuit);
	}

}
