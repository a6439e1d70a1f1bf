package dev.resilience.spring.config;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

import dev.resilience.fallback.FallbackValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.SystemPropertyUtils;

/**
 * The answer written at {@code fallback.value}, bound to the return type, anew for each
 * use: callers may change what they get.
 *
 * @param environment what has the value
 * @param key the full key
 * @param origin the file and line of the key, or null where there is none
 */
public record BoundValue(Environment environment, String key, @Nullable String origin) implements FallbackValue {

	/**
	 * Where it is written.
	 * @return the key, with its file and line where they are known
	 */
	public String place() {
		return (this.origin != null) ? this.key + " (" + this.origin + ")" : this.key;
	}

	@Override
	public @Nullable Object make(Type returnType) {
		return make(ResolvableType.forType(returnType), BindHandler.DEFAULT);
	}

	private @Nullable Object make(ResolvableType type, BindHandler handler) {
		if (type.toClass() == void.class || type.toClass() == Void.class) {
			return null;
		}
		if (isUntyped(type)) {
			return UntypedValue.read(this.environment, this.key);
		}
		return Binder.get(this.environment)
			.bind(BoundKeys.name(this.key), Bindable.of(type), handler)
			.orElseThrow(() -> new IllegalStateException("there is nothing that it could be made of"));
	}

	/**
	 * Tries it out, strictly: what is written must all have its place in the type. Later
	 * uses need not look again.
	 * @param returnType what the method returns
	 * @return what is wrong, as the rest of a sentence that begins with the value's
	 * place, or null if it can be used
	 */
	public @Nullable String problem(Type returnType) {
		try {
			make(ResolvableType.forType(returnType), new NoUnboundElementsBindHandler(new ExactValues()));
			return null;
		}
		catch (RuntimeException ex) {
			return UnboundValue.inWords(ex, this.key, returnType);
		}
	}

	/** The binder knows no lists where the type does not ask for them. */
	private static boolean isUntyped(ResolvableType type) {
		return type.toClass() == Object.class
				|| (type.toClass() == Map.class && type.asMap().getGeneric(1).toClass() == Object.class);
	}

	/** Lets no value pass that Spring would take in silence, but not as it is written. */
	private static final class ExactValues extends AbstractBindHandler {

		private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(Integer.class, Long.class, Short.class, Byte.class,
				BigInteger.class);

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (property != null && property.getName().equals(name)) {
				Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().toClass());
				String written = property.getValue().toString();
				Assert.isTrue(!WHOLE_NUMBERS.contains(type) || !CollectingBindHandler.isFraction(property.getValue()),
						() -> "is '" + written + "', which is no whole number");
				boolean escaped = written.contains("\\" + SystemPropertyUtils.PLACEHOLDER_PREFIX);
				Assert.isTrue(escaped
						|| !(result instanceof String text && text.contains(SystemPropertyUtils.PLACEHOLDER_PREFIX)),
						() -> "is '" + result + "', which nothing resolves");
			}
			return result;
		}

	}

}
