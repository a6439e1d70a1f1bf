package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods of a name that can stand in for a protected method, and says of the
 * others why they cannot.
 */
final class FallbackMethods {

	private final Method method;

	private final Class<?> targetClass;

	private final Class<?> owner;

	private final List<FallbackCandidate> fitting = new ArrayList<>();

	private final List<String> ambiguous = new ArrayList<>();

	private final List<String> misfits = new ArrayList<>();

	private final Set<String> otherNames = new LinkedHashSet<>();

	/**
	 * Looks for fallback methods.
	 * @param method the protected method
	 * @param targetClass the class whose method it is
	 * @param owner the class that should have the fallback
	 * @param name the fallback's name
	 */
	FallbackMethods(Method method, Class<?> targetClass, Class<?> owner, String name) {
		this.method = method;
		this.targetClass = targetClass;
		this.owner = owner;
		for (Method candidate : visibleMethods(owner)) {
			if (candidate.getName().equals(name) && !isSame(candidate)) {
				judge(candidate);
			}
			else if (candidate.getDeclaringClass() != Object.class) {
				this.otherNames.add(candidate.getName());
			}
		}
	}

	List<FallbackCandidate> fitting() {
		return this.fitting;
	}

	/** Pairs of which neither is more specific than the other. */
	List<String> ambiguous() {
		return this.ambiguous;
	}

	/** Each method of the name that does not fit, with the reason. */
	List<String> misfits() {
		return this.misfits;
	}

	Set<String> otherNames() {
		return this.otherNames;
	}

	/**
	 * Everything that the class has or sees of its superclasses and interfaces; what is
	 * overridden stands once. Not the methods of a proxy class: its interfaces have them
	 * too, and there they still have their generic types.
	 */
	private Iterable<Method> visibleMethods(Class<?> start) {
		Map<String, Method> visible = new LinkedHashMap<>();
		for (Class<?> type = start; type != null; type = type.getSuperclass()) {
			for (Method declared : declaredMethods(type)) {
				if (isVisible(declared)) {
					visible.putIfAbsent(key(declared), declared);
				}
			}
		}
		for (Class<?> type : interfaces(start, new LinkedHashSet<>())) {
			for (Method declared : type.getDeclaredMethods()) {
				boolean callable = !Modifier.isPrivate(declared.getModifiers())
						&& (declared.isDefault() || Modifier.isStatic(declared.getModifiers()) || start == this.owner);
				if (callable) {
					visible.putIfAbsent(key(declared), declared);
				}
			}
		}
		return visible.values();
	}

	private static Method[] declaredMethods(Class<?> type) {
		return Proxy.isProxyClass(type) ? new Method[0] : type.getDeclaredMethods();
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

	private boolean isVisible(Method declared) {
		if (declared.isSynthetic()) {
			return false;
		}
		Class<?> type = declared.getDeclaringClass();
		Class<?> from = this.method.getDeclaringClass();
		if (Modifier.isPrivate(declared.getModifiers())) {
			return this.owner == this.targetClass && (type == this.targetClass || type == from);
		}
		boolean packagePrivate = !Modifier.isPublic(declared.getModifiers())
				&& !Modifier.isProtected(declared.getModifiers());
		return !packagePrivate || type.getPackage() == this.targetClass.getPackage()
				|| type.getPackage() == from.getPackage();
	}

	private static String key(Method method) {
		String own = Modifier.isPrivate(method.getModifiers()) ? method.getDeclaringClass().getName() : "";
		return own + method.getName() + Arrays.toString(method.getParameterTypes());
	}

	private boolean isSame(Method candidate) {
		return this.owner == this.targetClass && candidate.getName().equals(this.method.getName())
				&& Arrays.equals(candidate.getParameterTypes(), this.method.getParameterTypes());
	}

	private void judge(Method candidate) {
		String misfit = returnMisfit(candidate);
		FallbackCandidate fit = (misfit == null) ? fit(candidate) : null;
		if (fit != null) {
			ReflectionUtils.makeAccessible(candidate);
			add(fit);
		}
		else {
			this.misfits.add(MethodNames.signature(candidate) + ((misfit != null) ? misfit
					: " takes neither all of the method's parameters nor none, with or without a Throwable at the end"));
		}
	}

	/** Of two that take the same failures only the more specific can ever be called. */
	private void add(FallbackCandidate fit) {
		for (FallbackCandidate other : List.copyOf(this.fitting)) {
			if (other.failureType() == fit.failureType()) {
				if (other.isMoreSpecificThan(fit)) {
					return;
				}
				if (!fit.isMoreSpecificThan(other)) {
					this.ambiguous
						.add(MethodNames.signature(other.method()) + " and " + MethodNames.signature(fit.method()));
				}
				this.fitting.remove(other);
			}
		}
		this.fitting.add(fit);
	}

	/**
	 * Where a parameter could be argument or failure, the full argument list is tried
	 * first.
	 */
	private @Nullable FallbackCandidate fit(Method candidate) {
		int parameters = this.method.getParameterCount();
		int given = candidate.getParameterCount();
		if (given == parameters && takesArguments(candidate)) {
			return candidate(candidate, parameters, null);
		}
		Class<?> last = (given > 0) ? candidate.getParameterTypes()[given - 1] : null;
		boolean takesFailure = last != null && Throwable.class.isAssignableFrom(last);
		if (given == parameters + 1 && takesFailure && takesArguments(candidate)) {
			return candidate(candidate, parameters, last);
		}
		if (given == 0) {
			return candidate(candidate, 0, null);
		}
		return (given == 1 && takesFailure) ? candidate(candidate, 0, last) : null;
	}

	private static FallbackCandidate candidate(Method method, int arguments, @Nullable Class<?> failureType) {
		return new FallbackCandidate(method, arguments, failureType, AnnotationReader.isAnnotatedItself(method));
	}

	private boolean takesArguments(Method candidate) {
		for (int i = 0; i < this.method.getParameterCount(); i++) {
			ResolvableType from = ResolvableType.forMethodParameter(this.method, i, this.targetClass);
			ResolvableType to = ResolvableType.forMethodParameter(candidate, i, this.owner);
			if (!isAssignable(to, from)) {
				return false;
			}
		}
		return true;
	}

	private @Nullable String returnMisfit(Method candidate) {
		ResolvableType wanted = ResolvableType.forMethodReturnType(this.method, this.targetClass);
		ResolvableType given = ResolvableType.forMethodReturnType(candidate, this.owner);
		if (wanted.toClass() == void.class || isAssignable(wanted, given)) {
			return null;
		}
		return " returns " + given + ", which is no " + wanted;
	}

	private static boolean isAssignable(ResolvableType to, ResolvableType from) {
		if (to.toClass().isPrimitive() || from.toClass().isPrimitive()) {
			return Primitives.isAssignable(to.toClass(), from.toClass());
		}
		return to.isAssignableFrom(from);
	}

}
