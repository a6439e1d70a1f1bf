package dev.resilience.spring.autoconfigure;

import java.util.List;
import java.util.function.Function;

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
						+ numbered(mistakes, (mistake) -> mistake.description() + "."),
				numbered(mistakes, (mistake) -> mistake.place() + ": " + mistake.remedy()), cause);
	}

	private static String numbered(List<Mistake> mistakes, Function<Mistake, String> words) {
		StringBuilder numbered = new StringBuilder();
		for (int i = 0; i < mistakes.size(); i++) {
			String number = "  " + (i + 1) + ". ";
			numbered.append((i > 0) ? "\n\n" : "")
				.append(number)
				.append(Terminal.wrap(words.apply(mistakes.get(i)), number.length()));
		}
		return numbered.toString();
	}

}
