package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.util.ClassUtils;

/**
 * What a method takes and returns where it is called: as a member of a class that may
 * have put types in for the variables of its superclasses.
 *
 * @param method the method
 * @param parameters the types of its parameters
 * @param returned the type that it returns
 * @param variables its own variables, if it is generic
 * @param known what stands for the variables of its class
 */
public record MethodSignature(Method method, List<Type> parameters, Type returned, List<TypeVariable<Method>> variables,
		Map<TypeVariable<?>, Type> known) {

	/**
	 * A method as a class has it.
	 * @param method the method
	 * @param member the class, which declares the method or inherits it
	 * @return its signature
	 */
	public static MethodSignature of(Method method, Class<?> member) {
		Class<?> declaring = method.getDeclaringClass();
		Type place = place(declaring, member);
		if (JavaTypes.isRaw(place) && !Modifier.isStatic(method.getModifiers())) {
			return new MethodSignature(method, List.of(method.getParameterTypes()), method.getReturnType(), List.of(),
					Map.of());
		}
		Map<TypeVariable<?>, Type> known = JavaTypes.arguments(place);
		return new MethodSignature(method, JavaTypes.with(known, method.getGenericParameterTypes()),
				JavaTypes.with(known, method.getGenericReturnType()), List.of(method.getTypeParameters()), known);
	}

	/**
	 * A class that was made of interfaces at run time does not say what their variables
	 * stand for, so they stay variables.
	 */
	private static Type place(Class<?> declaring, Class<?> member) {
		boolean made = isMadeOfInterfaces(member);
		for (Class<?> type : made ? member.getInterfaces() : new Class<?>[] { member }) {
			Type place = JavaTypes.asSuper(JavaTypes.within(type), declaring);
			if (place != null) {
				return place;
			}
		}
		return JavaTypes.within(declaring);
	}

	/**
	 * Whether nobody has written a class, because a JDK proxy or a lambda is one.
	 * @param type the class
	 * @return true if only its interfaces say anything
	 */
	public static boolean isMadeOfInterfaces(Class<?> type) {
		return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
	}

	List<Type> bounds(TypeVariable<?> variable) {
		return JavaTypes.with(this.known, variable.getBounds());
	}

	/** What tells an overload from the others, and what overrides has in common. */
	String key() {
		Map<TypeVariable<?>, Type> erased = new HashMap<>();
		this.variables.forEach((variable) -> erased.put(variable, JavaTypes.erasure(bounds(variable).get(0))));
		return this.parameters.stream()
			.map((type) -> JavaTypes.erasure(JavaTypes.with(erased, type)).getName())
			.toList()
			.toString();
	}

	/** As {@code String quote(String, int)}. */
	@Override
	public String toString() {
		return inWords(this.method.getName());
	}

	/** The same under another name. */
	String inWords(String name) {
		return TypeNames.of(this.returned) + " " + name
				+ this.parameters.stream().map(TypeNames::of).collect(Collectors.joining(", ", "(", ")"));
	}

	/** Whether the last parameter could be a failure. */
	boolean takesFailure() {
		Class<?>[] types = this.method.getParameterTypes();
		return types.length > 0 && Throwable.class.isAssignableFrom(types[types.length - 1]);
	}

	/** What Java tries first (JLS 15.12.2.2). */
	boolean needsNoBoxing(MethodSignature caller) {
		return IntStream.range(0, Math.min(caller.parameters.size(), this.parameters.size()))
			.allMatch((i) -> Primitives.isPrimitive(caller.parameters.get(i)) == Primitives
				.isPrimitive(this.parameters.get(i)));
	}

}
