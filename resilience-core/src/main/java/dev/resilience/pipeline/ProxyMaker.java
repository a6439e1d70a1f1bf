package dev.resilience.pipeline;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Makes the proxies of wrapped objects. The JDK can do interfaces; who can do classes
 * brings its own.
 */
@FunctionalInterface
public interface ProxyMaker {

	/**
	 * Makes a proxy.
	 * @param type what the proxy is to be
	 * @param handler gets every call of a public method
	 * @param <T> what the proxy is to be
	 * @return the proxy
	 * @throws IllegalArgumentException if there can be no proxy of that type; the message
	 * says why
	 */
	<T> T make(Class<T> type, InvocationHandler handler);

	/**
	 * What the JDK itself can do.
	 * @return a maker for interfaces
	 */
	static ProxyMaker ofInterfaces() {
		return new ProxyMaker() {

			@Override
			public <T> T make(Class<T> type, InvocationHandler handler) {
				if (!type.isInterface()) {
					throw new IllegalArgumentException(type.getName() + " is a class; without Spring only an interface "
							+ "can be wrapped. Name an interface that it implements, or use "
							+ "resilience-spring-boot-starter");
				}
				return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
			}

		};
	}

}
