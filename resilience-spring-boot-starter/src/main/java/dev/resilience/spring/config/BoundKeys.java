package dev.resilience.spring.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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

	/** What is written, and everything above it. */
	private final Set<ConfigurationPropertyName> withParents = new HashSet<>();

	void add(ConfigurationPropertyName name, ConfigurationProperty property) {
		this.written.put(name, property);
		for (ConfigurationPropertyName part = name; !part.isEmpty(); part = part.getParent()) {
			this.withParents.add(part);
		}
	}

	/** The source of the highest rank comes first. */
	void addIfAbsent(ConfigurationPropertyName name, ConfigurationProperty property) {
		if (!this.written.containsKey(name)) {
			add(name, property);
		}
	}

	boolean isWritten(String key) {
		return this.withParents.contains(ConfigurationPropertyName.of(key));
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
	 * Where the key is written, or the first of what is below it; null if it is not.
	 */
	@Nullable String origin(String key) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
		ConfigurationProperty property = this.written.get(name);
		if (property == null && this.withParents.contains(name)) {
			property = this.written.values()
				.stream()
				.filter((candidate) -> name.isAncestorOf(candidate.getName()))
				.min(Comparator.comparing(ConfigurationProperty::getName))
				.orElse(null);
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
