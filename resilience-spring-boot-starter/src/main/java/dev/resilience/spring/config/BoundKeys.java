package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Remembers which keys are written, and where. */
final class BoundKeys {

	private final Map<ConfigurationPropertyName, ConfigurationProperty> written = new HashMap<>();

	/** As they are written, those of files first. */
	private final List<ConfigurationPropertyName> names = new ArrayList<>();

	/** The first of the names below each that has any. */
	private final Map<ConfigurationPropertyName, ConfigurationPropertyName> firstBelow = new HashMap<>();

	/** How many of the names are those of files. */
	private int ofFiles;

	/** What is written, and everything above it. */
	private final Set<ConfigurationPropertyName> withParents = new HashSet<>();

	void add(ConfigurationPropertyName name, ConfigurationProperty property) {
		this.written.put(name, property);
		for (ConfigurationPropertyName part = name; !part.isEmpty(); part = part.getParent()) {
			this.withParents.add(part);
		}
	}

	/**
	 * Remembers also what the binder does not tell of: fallback values, and sections with
	 * nothing in them.
	 * @param root where to look
	 * @param sources who may have written them, that of the highest rank first
	 */
	void addAll(ConfigurationPropertyName root, Iterable<ConfigurationPropertySource> sources) {
		List<ConfigurationPropertyName> ofTheMachine = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				boolean machine = isOfTheMachine(source);
				iterable.stream()
					.filter((name) -> root.isAncestorOf(name) && (isFallbackValue(name) || !machine))
					.forEach((name) -> {
						(machine ? ofTheMachine : this.names).add(name);
						ConfigurationProperty property = source.getConfigurationProperty(name);
						if (property != null && !this.written.containsKey(name)) {
							add(name, property);
						}
					});
			}
		}
		// whose names know no letter case, and so come after all others
		this.ofFiles = this.names.size();
		this.names.addAll(ofTheMachine);
		// in the order of the files, and of the lines in them
		for (ConfigurationPropertyName name : this.names) {
			for (ConfigurationPropertyName part = name.getParent(); !part.isEmpty(); part = part.getParent()) {
				this.firstBelow.putIfAbsent(part, name);
			}
		}
	}

	/**
	 * Environment variables and system properties belong to the machine; Boot does not
	 * hold them to account either.
	 */
	static boolean isOfTheMachine(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& (underlying instanceof SystemEnvironmentPropertySource
						|| StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME.equals(underlying.getName()));
	}

	/** {@code fallback.value} is any YAML; it is bound when the return type is known. */
	static boolean isFallbackValue(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName part = name; part.getNumberOfElements() > 2; part = part.getParent()) {
			if (part.getLastElement(Form.UNIFORM).equals("value")
					&& part.getParent().getLastElement(Form.UNIFORM).equals("fallback")) {
				return true;
			}
		}
		return false;
	}

	/** A key in the form in which all ways to write it are the same. */
	static ConfigurationPropertyName name(String key) {
		return ConfigurationPropertyName.adapt(key, '.');
	}

	/** A key as it is written. */
	static String inWords(ConfigurationPropertyName name) {
		StringBuilder words = new StringBuilder();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			boolean indexed = name.chop(i + 1).isLastElementIndexed();
			words.append(indexed ? "[" + element + "]" : (i == 0) ? element : "." + element);
		}
		return words.toString();
	}

	/**
	 * The key of one element of a list; of a text with commas, which is a list too, that
	 * of the text.
	 */
	String element(String list, int index) {
		String element = list + "[" + index + "]";
		return isWritten(element) ? element : list;
	}

	boolean isWritten(String key) {
		return isWritten(name(key));
	}

	boolean isWritten(ConfigurationPropertyName name) {
		return this.withParents.contains(name);
	}

	/** The names right below that key, as they are written first. */
	List<String> elementsBelow(ConfigurationPropertyName parent) {
		return spellings(parent, this.names).stream().map((spellings) -> spellings.get(0)).toList();
	}

	/** Names right below that key that files write in more than one way. */
	List<List<String>> severalSpellings(ConfigurationPropertyName parent) {
		return spellings(parent, this.names.subList(0, this.ofFiles)).stream()
			.filter((spellings) -> spellings.size() > 1)
			.toList();
	}

	private static List<List<String>> spellings(ConfigurationPropertyName parent,
			List<ConfigurationPropertyName> names) {
		Map<ConfigurationPropertyName, Set<String>> spellings = new LinkedHashMap<>();
		for (ConfigurationPropertyName name : names) {
			if (parent.isAncestorOf(name)) {
				ConfigurationPropertyName child = name.chop(parent.getNumberOfElements() + 1);
				spellings.computeIfAbsent(child, (key) -> new LinkedHashSet<>())
					.add(child.getLastElement(Form.ORIGINAL));
			}
		}
		return spellings.values().stream().map(List::copyOf).toList();
	}

	/**
	 * Where the key is written, or the first of what is below it; null if it is not.
	 */
	@Nullable String origin(String key) {
		ConfigurationPropertyName name = name(key);
		ConfigurationProperty property = this.written.get(name);
		if (property == null && this.firstBelow.containsKey(name)) {
			property = this.written.get(this.firstBelow.get(name));
		}
		return (property != null) ? Origins.inWords(property.getOrigin()) : null;
	}

}
