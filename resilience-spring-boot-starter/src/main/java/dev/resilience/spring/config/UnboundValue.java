package dev.resilience.spring.config;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.util.SystemPropertyUtils;

/** Says in words why a value could not be bound. */
final class UnboundValue {

	private UnboundValue() {
	}

	/**
	 * The reason, as the rest of a sentence that begins with the place of the whole
	 * value.
	 * @param failure what the binder has thrown
	 * @param key the key of the whole value
	 * @param type what it should have become
	 */
	static String inWords(RuntimeException failure, String key, Type type) {
		UnboundConfigurationPropertiesException surplus = find(failure, UnboundConfigurationPropertiesException.class);
		if (surplus != null) {
			return surplus(surplus, type);
		}
		BindException bind = find(failure, BindException.class);
		Class<?> wanted = wanted(failure);
		if (bind != null && bind.getProperty() != null && wanted != null) {
			return misfit(bind.getProperty(), key, wanted);
		}
		String message = Objects.toString(NestedExceptionUtils.getMostSpecificCause(failure).getMessage(), "fails");
		return message.startsWith("is ") ? message : "cannot be used: " + message.replaceAll("\\.$", "");
	}

	private static String misfit(ConfigurationProperty property, String key, Class<?> wanted) {
		String path = BoundKeys.inWords(property.getName());
		String below = path.substring(Math.min(path.length(), BoundKeys.inWords(BoundKeys.name(key)).length()));
		String value = property.getValue().toString();
		return (below.isEmpty() ? "" : "has at " + below.replaceFirst("^\\.", "") + " what ") + "is '" + value
				+ "', which "
				+ (value.contains(SystemPropertyUtils.PLACEHOLDER_PREFIX) ? "nothing resolves, and which " : "")
				+ "is no " + wanted.getSimpleName() + constants(wanted);
	}

	private static String constants(Class<?> type) {
		return !type.isEnum() ? ""
				: Arrays.stream(type.getEnumConstants())
					.map((constant) -> ((Enum<?>) constant).name())
					.collect(Collectors.joining(", ", "; it must be one of ", ""));
	}

	/** What is written beyond what the type can take. */
	private static String surplus(UnboundConfigurationPropertiesException failure, Type type) {
		List<String> unknown = failure.getUnboundProperties()
			.stream()
			.map((property) -> property.getName().getLastElement(Form.DASHED))
			.distinct()
			.toList();
		Class<?> wanted = ResolvableType.forType(type).toClass();
		List<String> known = properties(wanted);
		return "has " + String.join(", ", unknown) + ", which " + (known.isEmpty() ? "has no place in that type"
				: wanted.getSimpleName() + " has no place for; it has " + String.join(", ", known));
	}

	private static List<String> properties(Class<?> type) {
		Stream<String> names = type.isRecord()
				? Arrays.stream(type.getRecordComponents())
					.map((component) -> DataObjectPropertyName.toDashedForm(component.getName()))
				: Arrays.stream(BeanUtils.getPropertyDescriptors(type))
					.filter((property) -> property.getWriteMethod() != null)
					.map((property) -> DataObjectPropertyName.toDashedForm(property.getName()));
		return names.toList();
	}

	/** What a conversion has failed for: of a list and its element, the element. */
	private static @Nullable Class<?> wanted(Throwable failure) {
		Class<?> wanted = null;
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof ConversionFailedException conversion) {
				wanted = conversion.getTargetType().getType();
			}
			else if (link instanceof ConverterNotFoundException missing && wanted == null) {
				wanted = missing.getTargetType().getType();
			}
		}
		return wanted;
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (type.isInstance(link)) {
				return type.cast(link);
			}
		}
		return null;
	}

}
