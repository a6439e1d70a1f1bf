package dev.resilience;

import java.util.Locale;

/** The states of a circuit. */
public enum CircuitState {

	/** Calls pass and are watched. */
	CLOSED,

	/** Calls are refused until the backend has had time to recover. */
	OPEN,

	/** A few calls pass as probes; they decide whether the circuit closes or reopens. */
	HALF_OPEN,

	/** Calls are refused until somebody says otherwise. */
	FORCED_OPEN,

	/** Calls pass and are counted, and nothing opens the circuit. */
	DISABLED;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The name as meters have it.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
