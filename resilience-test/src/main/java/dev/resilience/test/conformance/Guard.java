package dev.resilience.test.conformance;

/**
 * What the annotations of a method do for the calls in it.
 *
 * @param policies what protects them, as {@code retry: payments}; empty if nothing does
 * @param remark why it is nothing although there are annotations, as the rest of a
 * sentence; empty if there is nothing to say
 */
record Guard(String policies, String remark) {

	static final Guard NONE = new Guard("", "");

	boolean protects() {
		return !this.policies.isEmpty();
	}

}
