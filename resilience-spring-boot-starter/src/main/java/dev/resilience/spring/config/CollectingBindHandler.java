package dev.resilience.spring.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;

/**
 * Binds on where Boot's binder would stop: a value that cannot be converted is noted and
 * counts as not written.
 */
final class CollectingBindHandler extends AbstractBindHandler {

	private final BoundKeys keys;

	private final ValueMistakes values;

	/**
	 * Every name that the binder looked for, and the type that it wanted: what is known.
	 */
	private final Map<ConfigurationPropertyName, Class<?>> known = new HashMap<>();

	CollectingBindHandler(BoundKeys keys, ValueMistakes values) {
		this.keys = keys;
		this.values = values;
	}

	Map<ConfigurationPropertyName, Class<?>> known() {
		return this.known;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		this.known.put(name, target.getType().toClass());
		return target;
	}

	@Override
	public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && isOf(property, name, target)) {
			this.keys.add(name, property);
			if (target.getType().toClass() == Integer.class && isFraction(property.getValue())) {
				// Spring's conversion would cut it to a whole number in silence
				this.values.wrongType(name, property, Integer.class);
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
		if (property != null && isOf(property, name, target)) {
			this.keys.add(name, property);
		}
		if (type.isRecord() && (value == null || value.toString().isBlank())) {
			// "retry:" with nothing below it: the section is written, its keys are not
			return Overlay.empty(type);
		}
		if (property != null && value != null) {
			this.values.wrongType(name, property, type);
		}
		else {
			this.values.unreadable(name, NestedExceptionUtils.getMostSpecificCause(error).getMessage());
		}
		return null;
	}

	/** Of a list or a section it is still that of the last element. */
	private static boolean isOf(ConfigurationProperty property, ConfigurationPropertyName name, Bindable<?> target) {
		Class<?> type = target.getType().toClass();
		return property.getName().equals(name) || !(type == List.class || ValueMistakes.isSection(type));
	}

	static boolean isFraction(Object value) {
		return value instanceof Number number && number.doubleValue() % 1 != 0;
	}

}
