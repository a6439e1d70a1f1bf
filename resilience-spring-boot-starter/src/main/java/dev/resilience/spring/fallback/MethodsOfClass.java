package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every method that a class has, with those of its superclasses and interfaces. What is
 * overridden stands once, as the most specific class has it; bridges and whatever else
 * only the compiler knows of are left out.
 */
final class MethodsOfClass {

	private final Class<?> owner;

	private final Predicate<Method> wanted;

	private final Map<String, MethodSignature> found = new LinkedHashMap<>();

	private MethodsOfClass(Class<?> owner, Predicate<Method> wanted) {
		this.owner = owner;
		this.wanted = wanted;
	}

	/**
	 * The methods of a class.
	 * @param wanted which of them; must not tell a method from one that it overrides
	 */
	static Collection<MethodSignature> of(Class<?> owner, Predicate<Method> wanted) {
		MethodsOfClass methods = new MethodsOfClass(owner, wanted);
		for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
			methods.addAll(type);
		}
		interfaces(owner, new LinkedHashSet<>()).forEach(methods::addAll);
		return methods.found.values();
	}

	/**
	 * Not those of a proxy class: its interfaces have them too, and there they still have
	 * their generic types.
	 */
	private void addAll(Class<?> type) {
		for (Method method : Proxy.isProxyClass(type) ? new Method[0] : type.getDeclaredMethods()) {
			if (!method.isSynthetic() && this.wanted.test(method)) {
				MethodSignature signature = MethodSignature.of(method, this.owner);
				this.found.merge(key(signature), signature, MethodsOfClass::moreSpecific);
			}
		}
	}

	/** With those that interfaces extend, which Spring's ClassUtils leaves out. */
	private static Set<Class<?>> interfaces(Class<?> start, Set<Class<?>> found) {
		if (start.isInterface()) {
			found.add(start);
		}
		for (Class<?> type : start.getInterfaces()) {
			interfaces(type, found);
		}
		if (start.getSuperclass() != null) {
			interfaces(start.getSuperclass(), found);
		}
		return found;
	}

	/**
	 * What comes from a class comes first and stays; of two interfaces one may extend the
	 * other.
	 */
	private static MethodSignature moreSpecific(MethodSignature first, MethodSignature next) {
		Class<?> type = first.method().getDeclaringClass();
		Class<?> other = next.method().getDeclaringClass();
		return (type != other && type.isAssignableFrom(other)) ? next : first;
	}

	/** Nobody overrides what is private, nor what is static in an interface. */
	private static String key(MethodSignature signature) {
		Method method = signature.method();
		boolean alone = Modifier.isPrivate(method.getModifiers())
				|| (Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass().isInterface());
		return List.of(alone ? method.getDeclaringClass().getName() : "", method.getName(), signature.key()).toString();
	}

}
