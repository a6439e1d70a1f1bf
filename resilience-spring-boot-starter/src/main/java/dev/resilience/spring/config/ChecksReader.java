package dev.resilience.spring.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.resilience.check.CheckSpec;
import dev.resilience.policy.Checks;
import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.spring.config.CheckSettings.Named;
import org.jspecify.annotations.Nullable;

/** Reads what stands below {@code resilience.checks}. */
final class ChecksReader {

	private static final ResilienceProperties.Checks NONE = new ResilienceProperties.Checks(null, null, null, null);

	private final BoundKeys keys;

	private final Mistakes mistakes;

	ChecksReader(BoundKeys keys, Mistakes mistakes) {
		this.keys = keys;
		this.mistakes = mistakes;
	}

	CheckSettings read(ResilienceProperties.@Nullable Checks written) {
		ResilienceProperties.Checks checks = (written != null) ? written : NONE;
		return new CheckSettings(named("required-at-start", checks.requiredAtStart()),
				named("optional", checks.optional()), spec(checks.interval(), checks.timeout()));
	}

	/** The values by key, as they hold. */
	static Map<String, Object> values(CheckSettings settings) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("required-at-start", settings.requiredAtStart().stream().map(Named::name).toList());
		values.put("optional", settings.optional().stream().map(Named::name).toList());
		values.put("interval", Checks.text(settings.spec().interval()));
		values.put("timeout", Checks.text(settings.spec().timeout()));
		return values;
	}

	private List<Named> named(String key, @Nullable List<String> names) {
		List<Named> named = new ArrayList<>();
		for (int i = 0; names != null && i < names.size(); i++) {
			String element = this.keys.element("resilience.checks." + key, i);
			named.add(new Named(names.get(i), element, this.keys.origin(element)));
		}
		return named;
	}

	private CheckSpec spec(@Nullable Duration interval, @Nullable Duration timeout) {
		CheckSpec usual = CheckSpec.DEFAULTS;
		try {
			return new CheckSpec((interval != null) ? interval : usual.interval(),
					(timeout != null) ? timeout : usual.timeout());
		}
		catch (InvalidPolicyException ex) {
			ex.problems().forEach((problem) -> {
				String key = "resilience.checks." + problem.key();
				this.mistakes.add(new Mistake(key, this.keys.origin(key),
						"is " + problem.value() + ", it must be " + problem.allowed(),
						"Correct the value, or leave the key out for its default, "
								+ values(read(null)).get(problem.key()) + "."));
			});
			return usual;
		}
	}

}
