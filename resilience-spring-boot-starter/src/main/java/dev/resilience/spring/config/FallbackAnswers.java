package dev.resilience.spring.config;

import java.util.Map;

import dev.resilience.fallback.EmptyValue;
import dev.resilience.fallback.FallbackValue;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Finds the answer that a policy's fallback has: of {@code value} and {@code empty} the
 * one on the nearest level.
 */
final class FallbackAnswers {

	private final Environment environment;

	private final BoundKeys keys;

	private final Mistakes mistakes;

	FallbackAnswers(Environment environment, BoundKeys keys, Mistakes mistakes) {
		this.environment = environment;
		this.keys = keys;
		this.mistakes = mistakes;
	}

	@Nullable FallbackValue find(PolicyLevels levels) {
		boolean emptyRuledOut = false;
		for (Map.Entry<String, PolicyProperties> level : levels.levels().entrySet()) {
			String value = level.getKey() + ".fallback.value";
			PolicyProperties.Fallback fallback = level.getValue().fallback();
			Boolean empty = (fallback != null) ? fallback.empty() : null;
			if (this.keys.isWritten(value)) {
				if (Boolean.TRUE.equals(empty)) {
					String key = level.getKey() + ".fallback.empty";
					this.mistakes.add(new Mistake(key, this.keys.origin(key),
							"is true beside " + value + ": a fallback has one answer", "Keep one of the two."));
				}
				return new BoundValue(this.environment, value, this.keys.origin(value));
			}
			if (Boolean.TRUE.equals(empty) && !emptyRuledOut) {
				return EmptyValue.INSTANCE;
			}
			emptyRuledOut |= Boolean.FALSE.equals(empty);
		}
		return null;
	}

}
