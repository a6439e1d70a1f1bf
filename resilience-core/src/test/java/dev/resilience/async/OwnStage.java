package dev.resilience.async;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A stage of somebody else's making: can be listened to, and nothing else. */
final class OwnStage {

	private final List<BiConsumer<Object, Throwable>> listeners = new CopyOnWriteArrayList<>();

	/** Tells all listeners, as often as it is called. */
	void tell(Object result, Throwable failure) {
		this.listeners.forEach((listener) -> listener.accept(result, failure));
	}

	int listeners() {
		return this.listeners.size();
	}

	/** The stage, by a proxy because the interface has so many methods. */
	@SuppressWarnings("unchecked")
	<T> CompletionStage<T> stage() {
		return (CompletionStage<T>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { CompletionStage.class }, (proxy, method, args) -> {
					switch (method.getName()) {
						case "whenComplete" -> {
							this.listeners.add((BiConsumer<Object, Throwable>) args[0]);
							return proxy;
						}
						case "hashCode", "equals", "toString" -> {
							return invoke(method, args);
						}
						default -> throw new UnsupportedOperationException(method.getName());
					}
				});
	}

	private Object invoke(Method method, Object[] args) throws Throwable {
		try {
			return method.invoke(this, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
