package dev.resilience;

import java.util.Collection;
import java.util.List;

/** Code has asked for a policy that is not configured. */
public final class UnknownPolicyException extends IllegalArgumentException {

	private final String policy;

	private final transient List<String> known;

	/**
	 * Tells what was asked for.
	 * @param policy the name that no policy has
	 * @param known the names of the policies that there are
	 * @param hint what the name may mean
	 */
	public UnknownPolicyException(String policy, Collection<String> known, String hint) {
		super("There is no policy '" + policy + "'. " + hint);
		this.policy = policy;
		this.known = List.copyOf(known);
	}

	/**
	 * What was asked for.
	 * @return the name that no policy has
	 */
	public String policy() {
		return this.policy;
	}

	/**
	 * What could be asked for.
	 * @return the names of the policies that there are
	 */
	public List<String> known() {
		return this.known;
	}

}
