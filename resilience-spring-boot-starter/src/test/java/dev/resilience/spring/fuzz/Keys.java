package dev.resilience.spring.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every key, and what can be written there. Values that are right fit one another. */
final class Keys {

	private static final int ANY = Integer.MAX_VALUE;

	private static final long HOUR = 3_600_000;

	/** Those of a policy, and of the defaults. */
	static final Map<String, Values> OF_POLICIES = ofPolicies();

	/** Those below {@code resilience} that have a value each. */
	static final Map<String, Values> OF_SETTINGS = ofSettings();

	private Keys() {
	}

	private static Map<String, Values> ofPolicies() {
		Map<String, Values> keys = new LinkedHashMap<>();
		keys.put("retry.enabled", Words.TRUTH);
		keys.put("retry.max-attempts", new WholeNumbers(1, 1, 1_000_000, ANY));
		keys.put("retry.backoff.delay", new Durations(false, 0, HOUR));
		keys.put("retry.backoff.multiplier", new Numbers(1, 8, Double.MAX_VALUE));
		keys.put("retry.backoff.max-delay", new Durations(false, 0, HOUR));
		keys.put("retry.backoff.jitter", new Numbers(0, 1, 1));
		keys.put("retry.retry-on", new ClassLists());
		keys.put("retry.abort-on", new ClassLists());
		keys.put("retry.retry-on-result", new PredicateNames());
		keys.put("retry.retry-after-max", new Durations(false, 0, HOUR));
		keys.put("retry.budget.ratio", new Numbers(0, 1, 1));
		keys.put("retry.budget.min-per-second", new WholeNumbers(0, 0, 5_000, ANY));
		keys.put("circuit.enabled", Words.TRUTH);
		keys.put("circuit.failure-threshold", new WholeNumbers(0, 0, 65_535, 65_535));
		keys.put("circuit.failure-threshold-span", new Durations(false, 0, HOUR));
		keys.put("circuit.failure-rate-threshold", new Numbers(0, 100, 100));
		keys.put("circuit.slow-call-duration", new Durations(true, 1, HOUR));
		keys.put("circuit.slow-call-rate-threshold", new Numbers(0, 100, 100));
		keys.put("circuit.window.type", Words.of("count", "time"));
		// at least what any level may ask for
		keys.put("circuit.window.size", new WholeNumbers(1, 100, 65_535, 65_535));
		keys.put("circuit.window.duration", new Durations(true, 1, HOUR));
		keys.put("circuit.window.minimum-calls", new WholeNumbers(1, 1, 20, ANY));
		keys.put("circuit.open-duration", new Durations(true, 1, HOUR));
		keys.put("circuit.open-duration-multiplier", new Numbers(1, 8, Double.MAX_VALUE));
		keys.put("circuit.open-duration-max", new Durations(true, 1, HOUR));
		keys.put("circuit.half-open.permitted-calls", new WholeNumbers(1, 1, 10_000, 10_000));
		keys.put("circuit.half-open.success-threshold", new WholeNumbers(1, 1, 100, ANY));
		keys.put("circuit.half-open.max-duration", new Durations(true, 1, HOUR));
		keys.put("circuit.record", new ClassLists());
		keys.put("circuit.ignore", new ClassLists());
		keys.put("time-limit.enabled", Words.TRUTH);
		keys.put("time-limit.timeout", new Durations(true, 1, 1_000));
		// longer than the limit that any ready-made policy has for an attempt
		keys.put("time-limit.total", new Durations(true, 61_000, HOUR));
		keys.put("time-limit.interrupt", Words.TRUTH);
		keys.put("time-limit.run-on", Words.of("caller", "worker"));
		keys.put("fallback.enabled", Words.TRUTH);
		keys.put("fallback.on", new ClassLists());
		keys.put("fallback.skip-on", new ClassLists());
		keys.put("fallback.empty", Words.TRUTH);
		return keys;
	}

	private static Map<String, Values> ofSettings() {
		Map<String, Values> keys = new LinkedHashMap<>();
		keys.put("enabled", Words.TRUTH);
		keys.put("failures.unknown", Words.of("transient", "permanent"));
		keys.put("workers.max", new WholeNumbers(1, 1, 1_000, ANY));
		keys.put("observation.enabled", Words.TRUTH);
		keys.put("logging.include-messages", Words.TRUTH);
		keys.put("checks.interval", new Durations(false, 0, HOUR));
		keys.put("checks.timeout", new Durations(true, 1, HOUR));
		return keys;
	}

}
