package dev.resilience.spring.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.policy.PolicyKind;

/**
 * What {@code application.yml} says, read once when the application starts. Immutable.
 *
 * @param enabled whether annotations do anything
 * @param order in which order a call meets the kinds, outermost first
 * @param unknownFailures how a failure that no rule knows is treated
 * @param rules the rules that are asked first
 * @param includeMessages whether logs, events and observations may hold messages of
 * exceptions
 * @param observeCalls whether each protected call is an observation of its own
 * @param policies the policies, and where their values come from
 * @param maxWorkers how many workers may work at once
 * @param downWhenOpen the circuits that turn the application's health DOWN
 * @param checks how backends are asked whether they are there
 * @param values every value outside of policies by its key, and where it comes from
 */
public record ResilienceSettings(boolean enabled, List<PolicyKind> order, FailureTemper unknownFailures,
		List<FailureRule> rules, boolean includeMessages, boolean observeCalls, List<EffectivePolicy> policies,
		int maxWorkers, List<String> downWhenOpen, CheckSettings checks, Map<String, EffectiveValue> values) {

	public ResilienceSettings {
		order = List.copyOf(order);
		rules = List.copyOf(rules);
		policies = List.copyOf(policies);
		downWhenOpen = List.copyOf(downWhenOpen);
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

}
