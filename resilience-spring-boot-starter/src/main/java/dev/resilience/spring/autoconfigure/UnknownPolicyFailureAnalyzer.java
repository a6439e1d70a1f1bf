package dev.resilience.spring.autoconfigure;

import java.util.List;

import dev.resilience.UnknownPolicyException;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.intercept.UnknownPolicies;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports code that asks for an unknown policy when all beans are made, such as a runner.
 */
final class UnknownPolicyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPolicyException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnknownPolicyException cause) {
		return new InvalidConfigurationFailureAnalyzer().analyze(rootFailure,
				new InvalidResilienceConfigurationException(List.of(UnknownPolicies.mistake(cause))));
	}

}
