package dev.resilience.spring.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.resilience.pipeline.NearestNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.SystemPropertyUtils;

/**
 * Binds on where Boot's binder would stop: a value that cannot be converted is noted and
 * counts as not written, and afterwards the keys that nobody asked for are noted too.
 */
final class CollectingBindHandler extends AbstractBindHandler {

	private static final String CORRECT = "Correct the value, or leave the key out for its default.";

	private final Mistakes mistakes;

	private final BoundKeys keys;

	/**
	 * Every name that the binder looked for, and the type that it wanted: what is known.
	 */
	private final Map<ConfigurationPropertyName, Class<?>> known = new HashMap<>();

	CollectingBindHandler(Mistakes mistakes, BoundKeys keys) {
		this.mistakes = mistakes;
		this.keys = keys;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		this.known.put(name, target.getType().toClass());
		return target;
	}

	@Override
	public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null) {
			this.keys.add(name, property);
			if (target.getType().toClass() == Integer.class && isFraction(property.getValue())) {
				// Spring's conversion would cut it to a whole number in silence
				wrongType(name, property, Integer.class);
			}
		}
		return result;
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) {
		ConfigurationProperty property = context.getConfigurationProperty();
		Object value = (property != null) ? property.getValue() : null;
		Class<?> type = target.getType().toClass();
		if (property != null) {
			this.keys.add(name, property);
		}
		if (type.isRecord() && (value == null || value.toString().isBlank())) {
			// "retry:" with nothing below it: the section is written, its keys are not
			return Overlay.empty(type);
		}
		if (property != null && value != null) {
			wrongType(name, property, type);
		}
		else {
			this.mistakes.add(new Mistake(name.toString(), null,
					"cannot be read: " + NestedExceptionUtils.getMostSpecificCause(error).getMessage(), CORRECT));
		}
		return null;
	}

	private static boolean isFraction(Object value) {
		return value instanceof Number number && number.doubleValue() % 1 != 0;
	}

	private static String allowed(Class<?> type) {
		if (type == Duration.class) {
			return "a duration such as 250ms, 2s or 1m";
		}
		if (type.isEnum()) {
			return "one of " + String.join(", ", constants(type));
		}
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (boxed == Boolean.class) {
			return "true or false";
		}
		if (boxed == Integer.class) {
			return "a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
		}
		if (boxed == Double.class) {
			return "a number";
		}
		if (isSection(type)) {
			return "a section with keys of its own";
		}
		return (type == List.class) ? "a list" : "a " + type.getSimpleName();
	}

	/**
	 * Notes the keys that nobody asked for.
	 * @param root where to look
	 * @param sources who may have written them
	 */
	void findUnknownKeys(ConfigurationPropertyName root, Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable && !isOfTheMachine(source)) {
				iterable.stream()
					.filter((name) -> name.equals(root) || root.isAncestorOf(name))
					.forEach((name) -> check(name, source));
			}
		}
	}

	/**
	 * Notes where that is written which the binder does not tell of: fallback values, and
	 * sections with nothing in them.
	 * @param root where to look
	 * @param sources who may have written them
	 */
	void findWrittenKeys(ConfigurationPropertyName root, Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> root.isAncestorOf(name) && (isFallbackValue(name) || !isOfTheMachine(source)))
					.map(source::getConfigurationProperty)
					.filter(Objects::nonNull)
					.forEach((property) -> this.keys.addIfAbsent(property.getName(), property));
			}
		}
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		if (isUnknown(name)) {
			unknown(name, source);
			return;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property != null && isSection(this.known.getOrDefault(name, Object.class))
				&& !property.getValue().toString().isBlank()) {
			wrongType(name, property, Map.class);
		}
	}

	private static boolean isSection(Class<?> type) {
		return type.isRecord() || type == Map.class;
	}

	private void wrongType(ConfigurationPropertyName name, ConfigurationProperty property, Class<?> type) {
		String value = property.getValue().toString();
		boolean unresolved = value.contains(SystemPropertyUtils.PLACEHOLDER_PREFIX);
		this.mistakes.add(new Mistake(name.toString(), BoundKeys.inWords(property.getOrigin()),
				"is '" + value + "'" + (unresolved ? ", which nothing resolves" : "") + ", it must be " + allowed(type),
				unresolved ? "Define what the placeholder names, or give it a default, as in ${NAME:default}."
						: near(value, type) + CORRECT));
	}

	private static String near(String value, Class<?> type) {
		List<String> near = type.isEnum() ? NearestNames.of(value, constants(type)) : List.of();
		return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
	}

	private static List<String> constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
			.toList();
	}

	private boolean isUnknown(ConfigurationPropertyName name) {
		return !this.known.containsKey(name) && !isFallbackValue(name) && !YamlOn.isMisread(name)
				&& !isOfReplacedList(name);
	}

	/**
	 * A list is replaced whole; what a source of lower rank has beyond its end is
	 * nobody's mistake.
	 */
	private boolean isOfReplacedList(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName part = name; part.getNumberOfElements() > 2; part = part.getParent()) {
			if (part.isLastElementIndexed() && this.known.containsKey(part.getParent())
					&& !this.known.containsKey(part)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Environment variables and system properties belong to the machine; Boot does not
	 * hold them to account either.
	 */
	private static boolean isOfTheMachine(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& (underlying instanceof SystemEnvironmentPropertySource
						|| StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME.equals(underlying.getName()));
	}

	/** {@code fallback.value} is any YAML; it is bound when the return type is known. */
	private static boolean isFallbackValue(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName part = name; part.getNumberOfElements() > 2; part = part.getParent()) {
			if (part.getLastElement(ConfigurationPropertyName.Form.UNIFORM).equals("value")
					&& part.getParent().getLastElement(ConfigurationPropertyName.Form.UNIFORM).equals("fallback")) {
				return true;
			}
		}
		return false;
	}

	private void unknown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationPropertyName unknown = name;
		while (!this.known.containsKey(unknown.getParent())) {
			unknown = unknown.getParent();
		}
		ConfigurationPropertyName parent = unknown.getParent();
		List<String> siblings = this.known.keySet()
			.stream()
			.filter(parent::isParentOf)
			.map((sibling) -> sibling.getLastElement(ConfigurationPropertyName.Form.DASHED))
			.sorted()
			.toList();
		String hint = NearestNames.hint(unknown.getLastElement(ConfigurationPropertyName.Form.DASHED), siblings);
		ConfigurationProperty property = source.getConfigurationProperty(name);
		this.mistakes
			.add(new Mistake(unknown.toString(), (property != null) ? BoundKeys.inWords(property.getOrigin()) : null,
					"is not a key that is known", hint));
	}

}
