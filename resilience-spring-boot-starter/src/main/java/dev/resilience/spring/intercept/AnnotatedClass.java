package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.resilience.spring.fallback.FallbackMethods;
import dev.resilience.spring.intercept.AskedPolicies.AskedFallback;

import org.springframework.core.ResolvableType;

/**
 * What the annotations alone say of a class. No policy is asked and no mistake is looked
 * for, because ahead-of-time processing knows the classes but not yet the properties that
 * the application will start with.
 *
 * @param type the class
 * @param methods its protected methods, in which a call ends
 * @param fallbacks the methods that may answer in place of one of them, wherever they are
 * @param fallbackBeans the classes of other beans that should have such methods
 * @param answers the return types that a fallback value may have to be made for
 */
public record AnnotatedClass(Class<?> type, Set<Method> methods, Set<Method> fallbacks, Set<Class<?>> fallbackBeans,
		Set<ResolvableType> answers) {

	/**
	 * Which kinds a policy writes is not known yet; the annotation itself tells enough.
	 */
	private static final AnnotationReader ANNOTATIONS = new AnnotationReader((policy) -> Set.of());

	/**
	 * Reads a class.
	 * @param type the class of a bean, or an interface that its proxy is made of
	 * @return what it says, which may be nothing
	 */
	public static AnnotatedClass of(Class<?> type) {
		AnnotatedClass annotated = new AnnotatedClass(type, new LinkedHashSet<>(), new LinkedHashSet<>(),
				new LinkedHashSet<>(), new LinkedHashSet<>());
		if (!ProtectedBeans.isOfTheFramework(type)) {
			ProtectedBeans.methods(type).forEach(annotated::read);
		}
		return annotated;
	}

	/**
	 * Whether anything of it is protected.
	 * @return true if there is a protected method
	 */
	public boolean isProtected() {
		return !this.methods.isEmpty();
	}

	private void read(Method method) {
		AskedPolicies asked = ANNOTATIONS.read(method, this.type);
		if (asked == null) {
			return;
		}
		this.methods.add(method);
		AskedFallback fallback = asked.fallback();
		boolean named = fallback != null && !fallback.method().isEmpty();
		if (fallback != null && named) {
			readFallback(method, fallback);
		}
		if ((fallback != null && !named) || !asked.resilient().isEmpty()) {
			this.answers.add(ResolvableType.forMethodReturnType(method, this.type));
		}
	}

	private void readFallback(Method method, AskedFallback fallback) {
		boolean ofBean = fallback.bean() != void.class;
		Class<?> owner = ofBean ? fallback.bean() : this.type;
		if (ofBean) {
			this.fallbackBeans.add(owner);
		}
		new FallbackMethods(method, this.type, owner, fallback.method()).fitting()
			.forEach((candidate) -> this.fallbacks.add(candidate.method()));
	}

}
