package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureRule;
import dev.resilience.spring.config.ResilienceProperties.Rule;
import org.jspecify.annotations.Nullable;

/** Reads {@code resilience.failures.rules}. */
final class FailureRules {

	private final BoundKeys keys;

	private final ClassNames classNames;

	private final Mistakes mistakes;

	FailureRules(BoundKeys keys, ClassNames classNames, Mistakes mistakes) {
		this.keys = keys;
		this.classNames = classNames;
		this.mistakes = mistakes;
	}

	/** The rules that can be used, in their order. */
	List<FailureRule> read(@Nullable List<Rule> rules) {
		List<FailureRule> valid = new ArrayList<>();
		for (int i = 0; rules != null && i < rules.size(); i++) {
			FailureRule rule = rule(rules.get(i), "resilience.failures.rules[" + i + "]");
			if (rule != null) {
				valid.add(rule);
			}
		}
		return valid;
	}

	private @Nullable FailureRule rule(@Nullable Rule rule, String key) {
		String exception = (rule != null) ? rule.exception() : null;
		String text = (rule != null) ? rule.message() : null;
		FailureCategory category = (rule != null) ? rule.category() : null;
		Class<? extends Throwable> type = (exception != null)
				? this.classNames.failureType(exception, key + ".exception", this.keys.origin(key + ".exception"))
				: null;
		Pattern message = (text != null) ? pattern(text, key + ".message") : null;
		boolean noCondition = exception == null && text == null;
		boolean noneIsNoted = !isNoted(key + ".exception") && !isNoted(key + ".message");
		boolean noCategory = category == null && !isNoted(key + ".category");
		if (((noCondition && noneIsNoted) || noCategory) && !isNoted(key)) {
			this.mistakes.add(new Mistake(key, this.keys.origin(key),
					"needs a category, and an exception class, a message pattern or both",
					"Write it as {exception: com.acme.QuotaException, message: 'quota .*', category: RATE_LIMITED}."));
		}
		boolean lost = (exception != null && type == null) || (text != null && message == null);
		return (noCondition || category == null || lost) ? null : new FailureRule(type, message, category);
	}

	/**
	 * What is none, as a category that nobody knows, has been noted; what is empty has
	 * not.
	 */
	private boolean isNoted(String key) {
		return this.mistakes.all().stream().anyMatch((mistake) -> mistake.where().equals(key));
	}

	private @Nullable Pattern pattern(String text, String key) {
		if (text.isEmpty()) {
			this.mistakes.add(new Mistake(key, this.keys.origin(key), "is empty, which would match every message",
					"Write a pattern, or leave the key out."));
			return null;
		}
		try {
			return Pattern.compile(text);
		}
		catch (PatternSyntaxException ex) {
			this.mistakes.add(new Mistake(key, this.keys.origin(key),
					"is '" + text + "', which is no regular expression: " + ex.getDescription() + " at index "
							+ ex.getIndex(),
					"Correct the pattern; put it in single quotes so that YAML leaves backslashes alone."));
			return null;
		}
	}

	/** A rule as a user would write it. */
	static Map<String, String> inWords(FailureRule rule) {
		Map<String, String> words = new LinkedHashMap<>();
		if (rule.exception() != null) {
			words.put("exception", rule.exception().getName());
		}
		if (rule.message() != null) {
			words.put("message", rule.message().pattern());
		}
		words.put("category", rule.category().name());
		return words;
	}

}
