package dev.resilience.test;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.BeanUtils;

/** Makes exceptions of a class. */
final class ThrowableMaker implements Supplier<Throwable> {

	private final Constructor<? extends Throwable> constructor;

	private final Object[] arguments;

	/**
	 * Looks for a constructor, and tries it: what it throws would be taken for a failure
	 * of the method.
	 * @throws IllegalArgumentException if there is none that can be called
	 */
	ThrowableMaker(Class<? extends Throwable> type, String message) {
		Constructor<? extends Throwable> withMessage = find(type, String.class);
		Constructor<? extends Throwable> plain = find(type);
		this.constructor = (withMessage != null) ? withMessage : existing(plain, type);
		this.arguments = (withMessage != null) ? new Object[] { message } : new Object[0];
		get();
	}

	private static @Nullable Constructor<? extends Throwable> find(Class<? extends Throwable> type,
			Class<?>... parameters) {
		if (Modifier.isAbstract(type.getModifiers())) {
			return null;
		}
		try {
			Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(parameters);
			boolean callable = Modifier.isPublic(constructor.getModifiers()) || constructor.trySetAccessible();
			return callable ? constructor : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	private static Constructor<? extends Throwable> existing(@Nullable Constructor<? extends Throwable> found,
			Class<?> type) {
		if (found == null) {
			throw new IllegalArgumentException("No " + type.getName()
					+ " can be made: it is abstract, or no constructor takes a String or nothing. Say how it is made: "
					+ "fail(1, () -> new " + type.getSimpleName() + "(…)), or HttpFault for HTTP errors");
		}
		return found;
	}

	@Override
	public Throwable get() {
		try {
			return BeanUtils.instantiateClass(this.constructor, this.arguments);
		}
		catch (BeanInstantiationException ex) {
			throw new IllegalArgumentException("No " + this.constructor.getDeclaringClass().getName()
					+ " can be made: its constructor throws. Say how it is made: fail(1, () -> …)", ex);
		}
	}

}
