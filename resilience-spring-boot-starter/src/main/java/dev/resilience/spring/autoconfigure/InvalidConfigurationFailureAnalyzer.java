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
				"The resilience configuration has " + InvalidResilienceConfigurationException.count(mistakes) + ":\n\n"
						+ Terminal.numbered(mistakes, (mistake) -> mistake.description() + "."),
				Terminal.numbered(mistakes, (mistake) -> mistake.place() + ": " + mistake.remedy()), cause);
	}

}
