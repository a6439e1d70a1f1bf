package dev.resilience.spring.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;

/** Remembers which keys are written, and where. */
final class BoundKeys {

	private final Map<ConfigurationPropertyName, ConfigurationProperty> written = new HashMap<>();

	void add(ConfigurationPropertyName name, ConfigurationProperty property) {
		this.written.put(name, property);
	}

	boolean isWritten(String key) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
		return this.written.keySet().stream().anyMatch((written) -> name.equals(written) || name.isAncestorOf(written));
	}

	/** The names that stand right below that key in what is written. */
	Set<String> elementsBelow(ConfigurationPropertyName parent) {
		Set<String> elements = new TreeSet<>();
		for (ConfigurationPropertyName name : this.written.keySet()) {
			if (parent.isAncestorOf(name)) {
				elements.add(name.getElement(parent.getNumberOfElements(), Form.ORIGINAL));
			}
		}
		return elements;
	}

	/**
	 * Where the key is written, or its first element if it is a list; null if it is not.
	 */
	@Nullable String origin(String key) {
		ConfigurationProperty property = this.written.get(ConfigurationPropertyName.of(key));
		if (property == null) {
			property = this.written.get(ConfigurationPropertyName.of(key).append("[0]"));
		}
		return (property != null) ? inWords(property.getOrigin()) : null;
	}

	/** File and line where they are known. */
	static @Nullable String inWords(@Nullable Origin origin) {
		if (origin instanceof PropertySourceOrigin wrapper && wrapper.getOrigin() != null) {
			return inWords(wrapper.getOrigin());
		}
		if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
			String file = text.getResource().getFilename();
			return ((file != null) ? file : text.getResource().getDescription()) + ":"
					+ (text.getLocation().getLine() + 1);
		}
		return (origin != null) ? origin.toString() : null;
	}

}
