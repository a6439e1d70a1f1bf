package dev.resilience.spring.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.resilience.pipeline.NearestNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;

/**
 * Notes the keys that the binder has not asked for: unknown ones, and what stands below a
 * key that is no section.
 */
final class UnknownKeys {

	/** Every name that the binder looked for, and the type that it wanted. */
	private final Map<ConfigurationPropertyName, Class<?>> known;

	/** What is known below each key; put together once it is needed. */
	private final Map<ConfigurationPropertyName, Set<String>> children = new HashMap<>();

	/** What has been told of already. */
	private final Set<ConfigurationPropertyName> misread;

	private final Mistakes mistakes;

	private final ValueMistakes values;

	/** What is below them is one mistake. */
	private final Set<ConfigurationPropertyName> told = new HashSet<>();

	UnknownKeys(Map<ConfigurationPropertyName, Class<?>> known, Set<ConfigurationPropertyName> misread,
			Mistakes mistakes, ValueMistakes values) {
		this.known = known;
		this.misread = misread;
		this.mistakes = mistakes;
		this.values = values;
	}

	/**
	 * Looks through what is written.
	 * @param root where to look
	 * @param sources who may have written something
	 */
	void find(ConfigurationPropertyName root, Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable && !BoundKeys.isOfTheMachine(source)) {
				iterable.stream()
					.filter((name) -> (name.equals(root) || root.isAncestorOf(name)) && !this.misread.contains(name))
					.forEach((name) -> check(name, source));
			}
		}
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (isUnknown(name)) {
			unknown(name, (property != null) ? property.getOrigin() : null);
		}
		else if (property != null && ValueMistakes.isSection(this.known.getOrDefault(name, Object.class))
				&& !property.getValue().toString().isBlank()) {
			this.values.wrongType(name, property, Map.class);
		}
	}

	private boolean isUnknown(ConfigurationPropertyName name) {
		Class<?> type = this.known.get(name);
		boolean ofNoSection = type != null && !name.isEmpty() && isNoSection(name.getParent());
		return (type == null || ofNoSection) && !BoundKeys.isFallbackValue(name) && !YamlOn.isMisread(name)
				&& !isOfReplacedList(name);
	}

	/**
	 * The binder looks for what is inside of a text too, and finds keys that nobody
	 * means.
	 */
	private boolean isNoSection(ConfigurationPropertyName name) {
		Class<?> type = this.known.get(name);
		return type != null && type != List.class && !ValueMistakes.isSection(type);
	}

	/**
	 * A list is replaced whole; what a source of lower rank has beyond its end is
	 * nobody's mistake.
	 */
	private boolean isOfReplacedList(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName part = name; part.getNumberOfElements() > 2; part = part.getParent()) {
			if (part.isLastElementIndexed() && part.getLastElement(Form.ORIGINAL).matches("\\d+")
					&& this.known.get(part.getParent()) == List.class && !this.known.containsKey(part)) {
				return true;
			}
		}
		return false;
	}

	private void unknown(ConfigurationPropertyName name, @Nullable Origin origin) {
		ConfigurationPropertyName unknown = name;
		while (!this.known.containsKey(unknown.getParent()) || isNoSection(unknown.getParent().getParent())) {
			unknown = unknown.getParent();
		}
		ConfigurationPropertyName parent = unknown.getParent();
		Class<?> type = this.known.get(parent);
		boolean isElement = unknown.isLastElementIndexed() && unknown.getLastElement(Form.ORIGINAL).matches("\\d+");
		boolean isSection = type != null && ValueMistakes.isSection(type);
		if (type != null && (isElement || !isSection)) {
			if (this.told.add(parent)) {
				this.values.wrongShape(parent, origin, isElement ? "a list" : "a map", type);
			}
			return;
		}
		if (this.children.isEmpty()) {
			this.known.keySet()
				.stream()
				.filter((child) -> !child.isEmpty())
				.forEach((child) -> this.children.computeIfAbsent(child.getParent(), (key) -> new TreeSet<>())
					.add(child.getLastElement(Form.DASHED)));
		}
		Set<String> siblings = this.children.getOrDefault(parent, Set.of());
		this.mistakes.add(new Mistake(BoundKeys.inWords(unknown), Origins.inWords(origin), "is not a key that is known",
				NearestNames.hint(unknown.getLastElement(Form.DASHED), siblings)));
	}

}
