package dev.resilience.spring.config;

import java.util.List;

import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;

/**
 * What {@code application.yml} says, read once when the application starts. Immutable.
 *
 * @param enabled whether annotations do anything
 * @param order in which order a call meets the kinds, outermost first
 * @param unknownFailures how a failure that no rule knows is treated
 * @param rules the rules that are asked first
 * @param includeMessages whether logs and events may hold messages of exceptions
 * @param policies the policies
 * @param maxWorkers how many workers may work at once
 */
public record ResilienceSettings(boolean enabled, List<PolicyKind> order, FailureTemper unknownFailures,
		List<FailureRule> rules, boolean includeMessages, List<PolicySpec> policies, int maxWorkers) {

	public ResilienceSettings {
		order = List.copyOf(order);
		rules = List.copyOf(rules);
		policies = List.copyOf(policies);
	}

}
