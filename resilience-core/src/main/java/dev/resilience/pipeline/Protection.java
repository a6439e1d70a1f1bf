package dev.resilience.pipeline;

import java.lang.reflect.Type;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.resilience.async.AsyncType;
import dev.resilience.fallback.EmptyValue;
import dev.resilience.fallback.FallbackHandler;
import dev.resilience.fallback.FallbackValue;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * What protects one method: for each kind the policy that it goes by.
 *
 * @param where what to call the method in a warning
 * @param policies the policy's name for each kind; {@link #NO_POLICY} for a fallback that
 * names none
 * @param fallback what answers in place of the method, with what the method would return;
 * or null without a fallback
 * @param asyncType how to serve the method if its outcome comes later, or null if it
 * returns what it has done
 * @param untyped whether the declared type does not tell whether the outcome comes later,
 * because it can be anything
 */
public record Protection(String where, Map<PolicyKind, String> policies, @Nullable FallbackHandler fallback,
		@Nullable AsyncType asyncType, boolean untyped) {

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
	 * @param where what to call the method in a warning
	 * @param spec the policy
	 * @param returnType what the method returns
	 * @param asyncType how to serve it if its outcome comes later, or null
	 * @return the protection
	 */
	public static Protection of(String where, PolicySpec spec, Type returnType, @Nullable AsyncType asyncType) {
		FallbackValue value = spec.fallback().value();
		boolean answers = value != null && spec.written().contains(PolicyKind.FALLBACK);
		Map<PolicyKind, String> policies = new EnumMap<>(PolicyKind.class);
		spec.written().forEach((kind) -> policies.put(kind, spec.name()));
		if (!answers) {
			policies.remove(PolicyKind.FALLBACK);
		}
		return new Protection(where, policies, (value != null && answers) ? answer(value, returnType, asyncType) : null,
				asyncType, asyncType == null && returnType == Object.class);
	}

	/**
	 * Answers every failure with a value, as the method would have returned it.
	 * @param value makes the value
	 * @param returnType what the method returns
	 * @param asyncType how the method is served if its outcome comes later, or null
	 * @return the handler
	 */
	public static FallbackHandler answer(FallbackValue value, Type returnType, @Nullable AsyncType asyncType) {
		if (asyncType == null) {
			return FallbackHandler.of(value, returnType);
		}
		boolean nothing = value == EmptyValue.INSTANCE && asyncType.empty() != null;
		return FallbackHandler.of((type) -> nothing ? asyncType.empty() : asyncType.completed(value.make(type)),
				asyncType.valueType(returnType));
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
