package dev.resilience.pipeline;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.resilience.policy.Call;
import org.jspecify.annotations.Nullable;

/** Protects all public methods of an object with one policy; a pipeline a method. */
final class WrappedObject<T> implements InvocationHandler {

	private static final @Nullable Object[] NO_ARGUMENTS = new Object[0];

	private final Class<T> type;

	private final FirstUse<T> target;

	private final Map<Method, ProtectedMethod> methods = new HashMap<>();

	WrappedObject(Class<T> type, Supplier<? extends T> maker, PolicySpec spec, ResilienceEngine engine) {
		this.type = type;
		this.target = new FirstUse<>(maker);
		TypeVariables variables = new TypeVariables(type);
		for (Method method : overridable(type)) {
			Type returned = variables.resolve(method.getGenericReturnType());
			Protection protection = Protection.of(type.getName() + "#" + method.getName(), spec, returned,
					engine.returnTypes().checked(method, TypeVariables.raw(returned, method.getReturnType())));
			method.trySetAccessible();
			this.methods.put(method, new ProtectedMethod(method, engine.pipeline(protection)));
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		ProtectedMethod known = this.methods.get(method);
		@Nullable Object[] arguments = (args != null) ? args : NO_ARGUMENTS;
		if (known == null) {
			return objectMethod(proxy, method, arguments);
		}
		WrappedCall call = new WrappedCall(known, arguments);
		return known.pipeline.isPassThrough() ? call.invoke() : known.pipeline.call(call);
	}

	/**
	 * Whatever a proxy can intercept: the public ones of an interface, all that are not
	 * private of a class.
	 */
	private static Set<Method> overridable(Class<?> type) {
		Set<Method> methods = new LinkedHashSet<>(List.of(type.getMethods()));
		for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
			methods.addAll(List.of(parent.getDeclaredMethods()));
		}
		methods.removeIf((method) -> (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) != 0
				|| method.getDeclaringClass() == Object.class);
		return methods;
	}

	/** Does not make the target: to print or compare a proxy is no use of it. */
	private Object objectMethod(Object proxy, Method method, @Nullable Object[] arguments) {
		return switch (method.getName()) {
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "Protected " + this.type.getName();
			default -> throw new UnsupportedOperationException(this.type.getName() + "#" + method.getName()
					+ " is not protected: a wrapped object does not have it");
		};
	}

	/** The method that was made accessible; the one that a proxy hands over is a copy. */
	private record ProtectedMethod(Method method, Pipeline pipeline) {
	}

	private final class WrappedCall extends Call {

		private final Method method;

		private final @Nullable Object[] arguments;

		WrappedCall(ProtectedMethod known, @Nullable Object[] arguments) {
			super(known.pipeline.site());
			this.method = known.method;
			this.arguments = arguments;
		}

		@Override
		protected @Nullable Object invoke() throws Throwable {
			try {
				return this.method.invoke(WrappedObject.this.target.get(), this.arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

		@Override
		public @Nullable Object[] arguments() {
			return this.arguments;
		}

	}

}
