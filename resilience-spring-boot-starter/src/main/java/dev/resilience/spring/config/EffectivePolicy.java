package dev.resilience.spring.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.resilience.pipeline.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it holds once everything that it inherits is known.
 *
 * @param spec what the engine is given
 * @param origin the file and line where it begins, or null where there is none
 * @param bases the policies that it inherits from, the nearest first; the last may be a
 * ready-made one, also of the policy's own name
 * @param values every value below the policy's key, as {@code retry.backoff.delay}; what
 * is unset is missing
 */
public record EffectivePolicy(PolicySpec spec, @Nullable String origin, List<String> bases,
		Map<String, EffectiveValue> values) {

	public EffectivePolicy {
		bases = List.copyOf(bases);
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

}
