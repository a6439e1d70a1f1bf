package dev.resilience.spring.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ReflectionUtils;

/**
 * Lays one record of properties over another: what the nearer leaves null comes from the
 * farther, key by key through nested records. Lists are values: they are replaced whole.
 * A pure function, the same for every section, so that no key can be forgotten.
 */
final class Overlay {

	private static final RecordComponent[] NONE = {};

	private Overlay() {
	}

	/**
	 * Lays one over the other.
	 * @param near what wins
	 * @param far what fills the gaps
	 * @return a new record, or one of the two if the other is null
	 */
	@SuppressWarnings("unchecked")
	static <T> @Nullable T of(@Nullable T near, @Nullable T far) {
		if (near == null || far == null) {
			return (near != null) ? near : far;
		}
		if (!near.getClass().isRecord()) {
			return near;
		}
		RecordComponent[] components = near.getClass().getRecordComponents();
		@Nullable Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			values[i] = of(value(components[i], near), value(components[i], far));
		}
		return (T) BeanUtils.instantiateClass(constructor(near.getClass(), components), values);
	}

	/** The record of that type that writes nothing. */
	static <T> T empty(Class<T> type) {
		RecordComponent[] components = type.getRecordComponents();
		return BeanUtils.instantiateClass(constructor(type, components), new Object[components.length]);
	}

	/**
	 * What a record writes at a key, as {@code retry.backoff.delay}; null where that is
	 * nothing.
	 */
	static @Nullable Object at(@Nullable Object record, String key) {
		Object value = record;
		for (String element : key.split("\\.")) {
			Object section = value;
			value = null;
			for (RecordComponent component : (section != null) ? section.getClass().getRecordComponents() : NONE) {
				if (DataObjectPropertyName.toDashedForm(component.getName()).equals(element)) {
					value = value(component, Objects.requireNonNull(section));
				}
			}
		}
		return value;
	}

	private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
		Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		try {
			return type.getDeclaredConstructor(types);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException("A record without its canonical constructor: " + type.getName(), ex);
		}
	}

	private static @Nullable Object value(RecordComponent component, Object record) {
		ReflectionUtils.makeAccessible(component.getAccessor());
		return ReflectionUtils.invokeMethod(component.getAccessor(), record);
	}

}
