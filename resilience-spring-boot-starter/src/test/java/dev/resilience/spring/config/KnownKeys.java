package dev.resilience.spring.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.resilience.pipeline.PolicySpec;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * The keys that the code knows, found by walking its records. A list or a map is one key,
 * as in the metadata.
 */
final class KnownKeys {

	static final String DEFAULTS = "resilience.defaults";

	/** The defaults are a policy to the binder, but to have these is a mistake. */
	static final Set<String> OF_POLICIES_ALONE = Set.of("enabled", "base");

	/** Stands in no record, because it can be any YAML. */
	static final String FALLBACK_VALUE = DEFAULTS + ".fallback.value";

	private static final String CLASSES = ".classes";

	private KnownKeys() {
	}

	/** Every key that can be written below {@code resilience}, with its type. */
	static Map<String, Type> all() {
		Map<String, Type> keys = new TreeMap<>();
		collect("resilience", ResilienceProperties.class, keys, new TreeMap<>());
		OF_POLICIES_ALONE.forEach((key) -> keys.remove(DEFAULTS + "." + key));
		keys.put(FALLBACK_VALUE, Object.class);
		return keys;
	}

	/** What has keys below it, with the record that holds them. */
	static Map<String, Type> sections() {
		Map<String, Type> sections = new TreeMap<>();
		sections.put("resilience", ResilienceProperties.class);
		collect("resilience", ResilienceProperties.class, new TreeMap<>(), sections);
		return sections;
	}

	/** The keys whose words become exception classes in the spec of a policy. */
	static Set<String> ofExceptionClasses() {
		Map<String, Type> parts = new TreeMap<>();
		collect(DEFAULTS, PolicySpec.class, parts, new TreeMap<>());
		return parts.keySet()
			.stream()
			.filter((part) -> part.endsWith(CLASSES))
			.map((part) -> part.substring(0, part.length() - CLASSES.length()))
			.collect(Collectors.toSet());
	}

	private static void collect(String prefix, Class<?> type, Map<String, Type> keys, Map<String, Type> sections) {
		for (RecordComponent component : type.getRecordComponents()) {
			String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			if (component.getType().isRecord()) {
				sections.put(key, component.getType());
				collect(key, component.getType(), keys, sections);
			}
			else {
				keys.put(key, component.getGenericType());
			}
		}
	}

}
