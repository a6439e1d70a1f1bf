package dev.resilience.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.resilience.fallback.FallbackHandler;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * What protects one method: for each kind the policy that it goes by.
 *
 * @param policies the policy's name for each kind; {@link #NO_POLICY} for a fallback that
 * names none
 * @param fallback what answers in place of the method, or null without a fallback
 */
public record Protection(Map<PolicyKind, String> policies, @Nullable FallbackHandler fallback) {

	/** The name under which a fallback without a policy is counted. */
	public static final String NO_POLICY = "none";

	private static final List<PolicyKind> NAMING_ORDER = List.of(PolicyKind.RETRY, PolicyKind.CIRCUIT,
			PolicyKind.TIME_LIMIT, PolicyKind.FALLBACK);

	public Protection {
		policies = Map.copyOf(policies);
		if (policies.containsKey(PolicyKind.FALLBACK) != (fallback != null)) {
			throw new IllegalArgumentException("A fallback needs both, a policy (or '" + NO_POLICY
					+ "') and something that answers; one of them is missing");
		}
	}

	/**
	 * Everything that a policy writes.
	 * @param spec the policy
	 * @param fallback what answers if the policy writes a fallback, or null to go without
	 * @return the protection
	 */
	public static Protection of(PolicySpec spec, @Nullable FallbackHandler fallback) {
		Map<PolicyKind, String> policies = new EnumMap<>(PolicyKind.class);
		for (PolicyKind kind : spec.written()) {
			if (kind != PolicyKind.FALLBACK || fallback != null) {
				policies.put(kind, spec.name());
			}
		}
		return new Protection(policies, policies.containsKey(PolicyKind.FALLBACK) ? fallback : null);
	}

	/** The policy that meters and the call's context name. */
	String named() {
		for (PolicyKind kind : NAMING_ORDER) {
			String name = this.policies.get(kind);
			if (name != null) {
				return name;
			}
		}
		return NO_POLICY;
	}

}
