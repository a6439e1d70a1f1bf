package dev.resilience.circuit;

import java.util.Collection;

/** The circuits that are in use. Safe for use by many threads. */
public interface Circuits {

	/**
	 * The circuit of a policy; made if no method or code has used it so far.
	 * @param name the policy's name
	 * @return the circuit
	 * @throws IllegalArgumentException if there is no such policy; the message names the
	 * nearest
	 */
	Circuit get(String name);

	/**
	 * The circuits that a method or code uses.
	 * @return the circuits by name, in a list of their own
	 */
	Collection<Circuit> all();

}
