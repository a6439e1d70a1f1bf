package dev.resilience.spring.fallback;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.NumberUtils;

/** Assignment where a primitive type is on one side, as the language has it. */
final class Primitives {

	/** Each can be assigned to those after it. */
	private static final List<Class<?>> WIDENING = List.of(byte.class, short.class, int.class, long.class, float.class,
			double.class);

	private Primitives() {
	}

	static boolean isPrimitive(Type type) {
		return type instanceof Class<?> named && named.isPrimitive();
	}

	/** The wrapper of a primitive type; any other type as it is. */
	static Type boxed(Type type) {
		return (type instanceof Class<?> named) ? MethodType.methodType(named).wrap().returnType() : type;
	}

	/** To a primitive type: widening, or unboxing and then widening. */
	static boolean isAssignable(Class<?> to, Class<?> from) {
		Class<?> unboxed = MethodType.methodType(from).unwrap().returnType();
		if (unboxed == to) {
			return true;
		}
		Class<?> start = (unboxed == char.class) ? int.class : unboxed;
		return WIDENING.contains(start) && WIDENING.indexOf(to) >= WIDENING.indexOf(start);
	}

	/**
	 * What a caller that expects the type is given: reflection does not widen what a
	 * method returns.
	 */
	static @Nullable Object widened(@Nullable Object value, Class<?> to) {
		if (!to.isPrimitive() || to == void.class || to == char.class) {
			return value;
		}
		Object number = (value instanceof Character character) ? Integer.valueOf(character) : value;
		return (number instanceof Number known) ? NumberUtils.convertNumberToTargetClass(known,
				MethodType.methodType(to).wrap().returnType().asSubclass(Number.class)) : number;
	}

}
