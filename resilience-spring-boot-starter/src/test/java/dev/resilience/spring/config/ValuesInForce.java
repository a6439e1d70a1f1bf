package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.resilience.spring.support.Contexts;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What each key comes to in a real application whose policy {@code any} writes nothing of
 * its own. Keys that come to nothing are left out.
 */
final class ValuesInForce {

	private static final String POLICY = "resilience.policies.<name>";

	private ValuesInForce() {
	}

	/**
	 * Starts an application.
	 * @param directory where its file goes
	 * @param written the keys and the YAML of their values
	 */
	static Map<String, Object> of(Path directory, Map<String, String> written) {
		String yaml = written.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + ": " + entry.getValue() + "\n")
			.collect(Collectors.joining("", POLICY + ":\n", ""))
			.replace("<name>", "any");
		try (ConfigurableApplicationContext context = Contexts.start(directory, yaml)) {
			ResilienceSettings settings = context.getBean(ResilienceSettings.class);
			Map<String, Object> values = new TreeMap<>();
			settings.values().forEach((key, value) -> values.put("resilience." + key, value.value()));
			settings.policies().get(0).values().forEach((key, value) -> {
				String level = KnownKeys.OF_POLICIES_ALONE.contains(key) ? POLICY : KnownKeys.DEFAULTS;
				values.put(level + "." + key, value.value());
			});
			values.values().removeIf((value) -> value instanceof Collection<?> list && list.isEmpty());
			return values;
		}
	}

}
