package dev.resilience.spring.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.resilience.spring.config.EffectiveValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * What the inventory shows of values. The application's {@code SanitizingFunction}s hide
 * there what they hide in Boot's own endpoints that show properties.
 */
final class ShownValues {

	private final Sanitizer sanitizer;

	ShownValues(Sanitizer sanitizer) {
		this.sanitizer = sanitizer;
	}

	/** What is in no property, nobody can have meant to hide. */
	@Nullable Object of(EffectiveValue value) {
		String property = value.property();
		return (property != null) ? shown(property, value.value()) : value.value();
	}

	/** Of an answer or a rule each part has a key of its own, as in the YAML. */
	private @Nullable Object shown(String key, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> shown = new LinkedHashMap<>();
			map.forEach((name, part) -> shown.put(name, shown(key + "." + name, part)));
			return shown;
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> shown = new ArrayList<>();
			for (int i = 0; i < list.size(); i++) {
				shown.add(shown(key + "[" + i + "]", list.get(i)));
			}
			return shown;
		}
		return this.sanitizer.sanitize(new SanitizableData(null, key, value), true);
	}

}
