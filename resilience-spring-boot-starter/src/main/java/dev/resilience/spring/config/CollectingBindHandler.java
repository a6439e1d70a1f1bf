package dev.resilience.spring.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
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
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && isOf(property, name, target)) {
			this.keys.add(name, property);
			Class<?> type = target.getType().toClass();
			// Spring's conversion would cut it to a whole number in silence, and take the
			// first of many bytes
			if ((type == Integer.class && isFraction(property.getValue())) || property.getValue() instanceof byte[]) {
				this.values.wrongType(name, property, type);
				return null;
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
		if (error instanceof UnboundConfigurationPropertiesException surplus) {
			gaps(name, surplus);
		}
		else if (property != null && value != null) {
			this.values.wrongType(name, property, type);
		}
		else {
			this.values.unreadable(name, NestedExceptionUtils.getMostSpecificCause(error).getMessage());
		}
		return null;
	}

	/** What the binder leaves over of a list: other keys, and elements after a gap. */
	private void gaps(ConfigurationPropertyName list, UnboundConfigurationPropertiesException surplus) {
		Map<ConfigurationPropertyName, ConfigurationProperty> left = new LinkedHashMap<>();
		surplus.getUnboundProperties()
			.forEach((property) -> left.putIfAbsent(property.getName().chop(list.getNumberOfElements() + 1), property));
		int next = 0;
		while (this.keys.isWritten(list.append("[" + next + "]")) || left.containsKey(list.append("[" + next + "]"))) {
			next++;
		}
		for (Map.Entry<ConfigurationPropertyName, ConfigurationProperty> each : left.entrySet()) {
			String index = each.getKey().getLastElement(Form.ORIGINAL);
			if (!index.matches("\\d+")) {
				this.values.wrongShape(list, each.getValue().getOrigin(), "a map", List.class);
			}
			else if (!index.matches("\\d{1,9}") || Integer.parseInt(index) > next) {
				this.values.afterGap(each.getKey(), each.getValue().getOrigin(), next);
			}
		}
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
