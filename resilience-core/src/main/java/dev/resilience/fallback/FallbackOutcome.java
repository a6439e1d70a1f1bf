package dev.resilience.fallback;

import java.util.Locale;

/** How a fallback ended. */
public enum FallbackOutcome {

	/** It answered. */
	USED,

	/** It failed too. */
	FAILED;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The name as meters have it.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
