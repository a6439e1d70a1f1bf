package dev.resilience.spring.autoconfigure;

import java.util.List;

import dev.resilience.UnknownPolicyException;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports code that asks for an unknown policy while its bean is made. Such code ends the
 * start before other mistakes could be looked for, so it is reported alone.
 */
final class UnknownPolicyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPolicyException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnknownPolicyException cause) {
		List<String> known = cause.known();
		Mistake mistake = new Mistake(whose(rootFailure),
				"asks for the policy '" + cause.policy() + "', but there is no such policy; known are "
						+ (known.isEmpty() ? "none" : String.join(", ", known)),
				NearestNames.hint(cause.policy(), known) + " Correct the name, or configure resilience.policies."
						+ cause.policy() + ".");
		return new InvalidConfigurationFailureAnalyzer().analyze(rootFailure,
				new InvalidResilienceConfigurationException(List.of(mistake)));
	}

	private static String whose(Throwable failure) {
		String bean = null;
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof BeanCreationException creation && creation.getBeanName() != null) {
				bean = creation.getBeanName();
			}
		}
		return (bean != null) ? "The bean '" + bean + "'" : "Code";
	}

}
