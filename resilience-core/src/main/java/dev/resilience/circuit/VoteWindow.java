package dev.resilience.circuit;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import org.jspecify.annotations.Nullable;

/** The latest votes. Safe for use by many threads, without a lock. */
interface VoteWindow {

	/**
	 * Takes one vote in, and asks the thresholds about the window that it leaves behind.
	 * @return why the circuit should open, or null if it should not
	 */
	Thresholds.@Nullable Trip record(boolean failure, boolean slow, Thresholds thresholds);

	/** What the window holds now. */
	WindowCounts counts();

}
