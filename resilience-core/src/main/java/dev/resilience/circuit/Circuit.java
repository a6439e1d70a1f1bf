package dev.resilience.circuit;

import dev.resilience.CircuitState;

/**
 * A circuit as an operator sees it. Safe for use by many threads; looking never waits for
 * a lock.
 */
public interface Circuit {

	/**
	 * The circuit's name, which is its policy's.
	 * @return the name
	 */
	String name();

	/**
	 * The state now. An open circuit whose time has come is half-open, also for one who
	 * only looks.
	 * @return the state
	 */
	CircuitState state();

	/**
	 * Everything there is to see, in one immutable picture.
	 * @return the picture
	 */
	CircuitSnapshot snapshot();

	/**
	 * Refuses all calls until told otherwise.
	 */
	void forceOpen();

	/**
	 * Closes the circuit and empties its window. Open durations that had grown go on from
	 * where they were.
	 */
	void close();

	/**
	 * Lets everything pass: calls are counted in the totals, and nothing opens the
	 * circuit.
	 */
	void disable();

	/**
	 * Like {@link #close()}, and open durations start again with the first.
	 */
	void reset();

}
