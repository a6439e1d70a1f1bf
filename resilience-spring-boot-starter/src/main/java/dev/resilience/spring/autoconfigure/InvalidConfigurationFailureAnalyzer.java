package dev.resilience.spring.autoconfigure;

import java.util.List;

import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints all mistakes of a start, and what to do about each. */
final class InvalidConfigurationFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidResilienceConfigurationException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidResilienceConfigurationException cause) {
		List<Mistake> mistakes = cause.mistakes();
		return new FailureAnalysis(
				"The resilience configuration has " + InvalidResilienceConfigurationException.count(mistakes) + ":"
						+ numbered(mistakes.stream().map(Mistake::description).toList()),
				"For each:" + numbered(mistakes.stream().map(Mistake::remedy).toList()), cause);
	}

	private static String numbered(List<String> lines) {
		StringBuilder numbered = new StringBuilder();
		for (int i = 0; i < lines.size(); i++) {
			numbered.append("\n\n  ").append(i + 1).append(". ").append(lines.get(i));
		}
		return numbered.toString();
	}

}
