package dev.resilience.spring.intercept;

import java.lang.invoke.MethodType;
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

	/** Boxing to the very wrapper or what that extends; unboxing, and then widening. */
	static boolean isAssignable(Class<?> to, Class<?> from) {
		if (!to.isPrimitive()) {
			return to.isAssignableFrom(MethodType.methodType(from).wrap().returnType());
		}
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
		Object number = (value instanceof Character character && to != char.class) ? Integer.valueOf(character) : value;
		if (to.isPrimitive() && number instanceof Number known) {
			return NumberUtils.convertNumberToTargetClass(known,
					MethodType.methodType(to).wrap().returnType().asSubclass(Number.class));
		}
		return number;
	}

}
