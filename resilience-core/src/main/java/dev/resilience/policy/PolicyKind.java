package dev.resilience.policy;

/**
 * The kinds of policy. The order of the constants is the default order in which a call
 * meets them, outermost first; the code has it nowhere else.
 */
public enum PolicyKind {

	/** Answers in place of what failed. */
	FALLBACK("fallback"),

	/** Stops calling a backend that fails. */
	CIRCUIT("circuit"),

	/** Tries again. */
	RETRY("retry"),

	/** Ends what takes too long. */
	TIME_LIMIT("time-limit");

	private final String key;

	PolicyKind(String key) {
		this.key = key;
	}

	/**
	 * The name of the kind's section in a policy, and in {@code resilience.order}.
	 * @return the key, in kebab case
	 */
	public String key() {
		return this.key;
	}

}
