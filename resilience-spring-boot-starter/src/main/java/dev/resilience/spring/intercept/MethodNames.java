package dev.resilience.spring.intercept;

import java.lang.reflect.Method;

import dev.resilience.spring.fallback.MethodSignature;

import org.springframework.util.ClassUtils;

/** How reports and the endpoint name a method. */
final class MethodNames {

	private MethodNames() {
	}

	/** As {@code fully.qualified.Class#method}. */
	static String of(Method method, Class<?> targetClass) {
		return owner(method, targetClass).getName() + "#" + method.getName();
	}

	/** Such a class says nothing; the interface that it was made of does. */
	private static Class<?> owner(Method method, Class<?> targetClass) {
		if (!MethodSignature.isMadeOfInterfaces(targetClass)) {
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
		Method declared = MethodSignature.isMadeOfInterfaces(targetClass) ? ClassUtils
			.getMethodIfAvailable(owner(method, targetClass), method.getName(), method.getParameterTypes()) : null;
		return (declared != null) ? declared : method;
	}

}
