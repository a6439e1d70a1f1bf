package dev.resilience.spring.config;

import java.lang.reflect.Type;
import java.util.Map;

import dev.resilience.fallback.FallbackValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * The answer written at {@code fallback.value}, bound to the return type, anew for each
 * use: callers may change what they get.
 *
 * @param environment what has the value
 * @param key the full key
 */
public record BoundValue(Environment environment, String key) implements FallbackValue {

	@Override
	public @Nullable Object make(Type returnType) {
		ResolvableType type = ResolvableType.forType(returnType);
		if (type.toClass() == void.class || type.toClass() == Void.class) {
			return null;
		}
		if (isUntyped(type)) {
			return UntypedValue.read(this.environment, this.key);
		}
		Binder binder = Binder.get(this.environment);
		BindResult<Object> bound = binder.bind(this.key, Bindable.of(type));
		return bound.orElseThrow(() -> new IllegalStateException(
				"The value at " + this.key + " has nothing that a " + type + " could be made of"));
	}

	/**
	 * Tries it out, strictly: what is written must all have its place in the type. Later
	 * uses need not look again.
	 * @param returnType what the method returns
	 */
	public void check(Type returnType) {
		ResolvableType type = ResolvableType.forType(returnType);
		if (isUntyped(type) || type.toClass() == void.class || type.toClass() == Void.class) {
			return;
		}
		Binder.get(this.environment)
			.bind(this.key, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		make(returnType);
	}

	/** The binder knows no lists where the type does not ask for them. */
	private static boolean isUntyped(ResolvableType type) {
		return type.toClass() == Object.class
				|| (type.toClass() == Map.class && type.asMap().getGeneric(1).toClass() == Object.class);
	}

}
