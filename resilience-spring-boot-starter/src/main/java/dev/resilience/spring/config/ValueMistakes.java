package dev.resilience.spring.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.resilience.pipeline.NearestNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.SystemPropertyUtils;

/** Notes values that cannot be what the key wants. */
final class ValueMistakes {

	private final Environment environment;

	private final Mistakes mistakes;

	ValueMistakes(Environment environment, Mistakes mistakes) {
		this.environment = environment;
		this.mistakes = mistakes;
	}

	/** A value of another type. */
	void wrongType(ConfigurationPropertyName name, ConfigurationProperty property, Class<?> type) {
		String value = (property.getValue() instanceof byte[]) ? "!!binary" : property.getValue().toString();
		String resolved = this.environment.resolvePlaceholders(value);
		boolean unresolved = resolved.contains(SystemPropertyUtils.PLACEHOLDER_PREFIX);
		String meaning = unresolved ? ", which nothing resolves"
				: resolved.equals(value) ? "" : ", that is '" + resolved + "'";
		note(name, property.getOrigin(), "is '" + value + "'" + meaning + ", it must be " + allowed(type),
				unresolved ? "Define what the placeholder names, or give it a default, as in ${NAME:default}."
						: near(resolved, type) + correct(name));
	}

	/** A list or a map where there should be something else. */
	void wrongShape(ConfigurationPropertyName name, @Nullable Origin origin, String shape, Class<?> type) {
		note(name, origin, "is " + shape + ", it must be " + allowed(type), correct(name));
	}

	/** An element of a list whose index is not the next. */
	void afterGap(ConfigurationPropertyName name, @Nullable Origin origin, int next) {
		note(name, origin, "comes after a gap, there is no [" + next + "]",
				"Count the elements from [0] on, or write them as a list, without numbers.");
	}

	/** What cannot even be read. */
	void unreadable(ConfigurationPropertyName name, @Nullable String reason) {
		note(name, null, "cannot be read: " + reason, correct(name));
	}

	private void note(ConfigurationPropertyName name, @Nullable Origin origin, String what, String remedy) {
		this.mistakes.add(new Mistake(BoundKeys.inWords(name), Origins.inWords(origin), what, remedy));
	}

	/** Of a rule no key has a default. */
	private static String correct(ConfigurationPropertyName name) {
		return name.toString().contains(".rules[") ? "Correct the value."
				: "Correct the value, or leave the key out for its default.";
	}

	static boolean isSection(Class<?> type) {
		return type.isRecord() || type == Map.class;
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
			return "a whole number";
		}
		if (boxed == Double.class) {
			return "a number";
		}
		if (isSection(type)) {
			return "a section with keys of its own";
		}
		return (type == List.class) ? "a list" : (type == String.class) ? "a text" : "a " + type.getSimpleName();
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

}
