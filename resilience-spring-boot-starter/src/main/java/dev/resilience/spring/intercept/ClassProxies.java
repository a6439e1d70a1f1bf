package dev.resilience.spring.intercept;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import dev.resilience.pipeline.ProxyMaker;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.EmptyTargetSource;

/**
 * Proxies of classes and interfaces by Spring, for objects that are no beans. The proxy
 * of a class is a class that is made at run time, which a native image cannot do; there
 * only interfaces can be wrapped, and the application has to register the proxy and its
 * methods.
 */
public final class ClassProxies implements ProxyMaker {

	@Override
	public <T> T make(Class<T> type, InvocationHandler handler) {
		if (type.isInterface()) {
			return ProxyMaker.ofInterfaces().make(type, handler);
		}
		check(type);
		ProxyFactory factory = new ProxyFactory();
		factory.setTargetSource(EmptyTargetSource.forClass(type));
		factory.setProxyTargetClass(true);
		factory.addAdvice(
				(MethodInterceptor) (invocation) -> handler.invoke(((ProxyMethodInvocation) invocation).getProxy(),
						invocation.getMethod(), invocation.getArguments()));
		return type.cast(factory.getProxy(type.getClassLoader()));
	}

	private static void check(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers())) {
			throw new IllegalArgumentException(
					type.getName() + " is final, so there can be no proxy of it; name an interface that it implements");
		}
		for (Method method : type.getMethods()) {
			boolean bypassed = Modifier.isFinal(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
					&& method.getDeclaringClass() != Object.class;
			if (bypassed) {
				throw new IllegalArgumentException(type.getName() + "#" + method.getName()
						+ " is final, so a proxy would run it on itself; name an interface that the class implements");
			}
		}
	}

}
