package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;

/** How reports and the endpoint name a method. */
final class MethodNames {

	private MethodNames() {
	}

	/** As {@code fully.qualified.Class#method}. */
	static String of(Method method, Class<?> targetClass) {
		return owner(method, targetClass).getName() + "#" + method.getName();
	}

	/** Nobody has written the class of a JDK proxy or of a lambda. */
	private static boolean isMadeOfInterfaces(Class<?> targetClass) {
		return Proxy.isProxyClass(targetClass) || ClassUtils.isLambdaClass(targetClass);
	}

	/** Such a class says nothing; the interface that it was made of does. */
	private static Class<?> owner(Method method, Class<?> targetClass) {
		if (!isMadeOfInterfaces(targetClass)) {
			return targetClass;
		}
		for (Class<?> type : targetClass.getInterfaces()) {
			if (ClassUtils.hasMethod(type, method)) {
				return type;
			}
		}
		return method.getDeclaringClass();
	}

	/**
	 * The method as somebody wrote it: of a JDK proxy or a lambda, whose own methods know
	 * no generics and whose class says nothing, the interface's.
	 */
	static Method written(Method method, Class<?> targetClass) {
		Method declared = isMadeOfInterfaces(targetClass) ? ClassUtils.getMethodIfAvailable(owner(method, targetClass),
				method.getName(), method.getParameterTypes()) : null;
		return (declared != null) ? declared : method;
	}

	/** As {@code String quote(String, int)}. */
	static String signature(Method method) {
		String parameters = Arrays.stream(method.getGenericParameterTypes())
			.map((type) -> simple(type.getTypeName()))
			.collect(Collectors.joining(", "));
		return simple(method.getGenericReturnType().getTypeName()) + " " + method.getName() + "(" + parameters + ")";
	}

	private static String simple(String typeName) {
		return typeName.replaceAll("[\\w.$]+[.$](\\w+)", "$1");
	}

}
