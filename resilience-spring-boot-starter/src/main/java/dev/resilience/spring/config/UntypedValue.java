package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** Puts a piece of YAML together again as it was written: maps, lists and scalars. */
final class UntypedValue {

	private final Environment environment;

	private UntypedValue(Environment environment) {
		this.environment = environment;
	}

	/**
	 * What stands at the key, taken whole from the first source that has anything there.
	 */
	static @Nullable Object read(Environment environment, String key) {
		ConfigurationPropertyName name = BoundKeys.name(key);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty scalar = source.getConfigurationProperty(name);
			List<ConfigurationPropertyName> below = (source instanceof IterableConfigurationPropertySource iterable)
					? iterable.stream().filter(name::isAncestorOf).toList() : List.of();
			if (scalar != null || !below.isEmpty()) {
				return new UntypedValue(environment).read(source, name, below);
			}
		}
		return null;
	}

	private @Nullable Object read(ConfigurationPropertySource source, ConfigurationPropertyName name,
			List<ConfigurationPropertyName> below) {
		if (below.isEmpty()) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			Object value = (property != null) ? property.getValue() : null;
			return (value instanceof CharSequence text) ? this.environment.resolvePlaceholders(text.toString()) : value;
		}
		Map<String, Object> children = new LinkedHashMap<>();
		boolean indexed = true;
		for (ConfigurationPropertyName descendant : below) {
			ConfigurationPropertyName child = descendant.chop(name.getNumberOfElements() + 1);
			indexed &= child.isLastElementIndexed() && child.getLastElement(Form.ORIGINAL).matches("\\d+");
			children.computeIfAbsent(child.getLastElement(Form.ORIGINAL),
					(element) -> read(source, child, below.stream().filter(child::isAncestorOf).toList()));
		}
		return indexed ? new ArrayList<>(children.values()) : children;
	}

}
