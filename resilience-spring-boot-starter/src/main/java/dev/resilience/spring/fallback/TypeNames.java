package dev.resilience.spring.fallback;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How reports name a type: as somebody would write it who has imported everything. */
final class TypeNames {

	private TypeNames() {
	}

	static String of(Type type) {
		return name(type, (named) -> named.getSimpleName().isEmpty() ? named.getName() : named.getSimpleName());
	}

	/** With packages, where the two would read alike without. */
	static String of(Type type, Type beside) {
		return of(type).equals(of(beside)) ? name(type, Class::getName) : of(type);
	}

	/** With all packages, as the JDK names its own types. */
	static String full(Type type) {
		return name(type, Class::getName);
	}

	private static String name(Type type, Function<Class<?>, String> naming) {
		Type component = JavaTypes.component(type);
		if (component != null) {
			return name(component, naming) + "[]";
		}
		if (type instanceof Class<?> named) {
			return naming.apply(named);
		}
		if (type instanceof ParameterizedType generic) {
			return naming.apply(JavaTypes.erasure(type)) + Stream.of(generic.getActualTypeArguments())
				.map((argument) -> name(argument, naming))
				.collect(Collectors.joining(", ", "<", ">"));
		}
		if (type instanceof WildcardType wildcard) {
			return "?" + bounds(" super ", wildcard.getLowerBounds(), naming)
					+ bounds(" extends ", wildcard.getUpperBounds(), naming);
		}
		return (type instanceof KnownType.Captured captured) ? name(captured.wildcard(), naming) : type.getTypeName();
	}

	private static String bounds(String word, Type[] bounds, Function<Class<?>, String> naming) {
		return (bounds.length == 0 || bounds[0] == Object.class) ? "" : word + name(bounds[0], naming);
	}

}
