package dev.resilience.spring.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackValue;
import dev.resilience.policy.Checks;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ReflectionUtils;

/**
 * Reads a spec back into the keys and words of the YAML. The components of specs have the
 * names of the keys, so no key can be forgotten here. A fallback's answer is left out: it
 * is an object of whatever sort.
 */
public final class SpecValues {

	private SpecValues() {
	}

	/**
	 * What a spec says.
	 * @param spec the spec of one kind of policy
	 * @return its values by key, as {@code backoff.delay}; what is unset is missing
	 */
	public static Map<String, Object> of(Record spec) {
		Map<String, Object> values = new LinkedHashMap<>();
		add(values, "", spec);
		return values;
	}

	private static void add(Map<String, Object> values, String prefix, Record record) {
		for (RecordComponent component : record.getClass().getRecordComponents()) {
			String key = prefix + DataObjectPropertyName.toDashedForm(component.getName());
			ReflectionUtils.makeAccessible(component.getAccessor());
			Object value = ReflectionUtils.invokeMethod(component.getAccessor(), record);
			if (value instanceof Record section && section.getClass().getEnclosingClass() == record.getClass()) {
				add(values, key + ".", section);
			}
			else if (value != null && !(value instanceof FallbackValue)) {
				values.put(key, inWords(value));
			}
		}
	}

	private static Object inWords(Object value) {
		if (value instanceof Duration duration) {
			return Checks.text(duration);
		}
		if (value instanceof FailureTypes types) {
			return types.classes().stream().map(Class::getName).toList();
		}
		if (value instanceof Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
		return (value instanceof Predicate) ? value.toString() : value;
	}

}
