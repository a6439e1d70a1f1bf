package dev.resilience.spring.fallback;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the language says of types, where reflection only hands them out: what they extend
 * with which arguments, what is left of them without arguments.
 */
final class JavaTypes {

	private JavaTypes() {
	}

	/** What {@code this} is inside of a class: the class with its own variables. */
	static Type within(Class<?> type) {
		return isRaw(type) ? new KnownType.Generic(type, owner(type), List.of(type.getTypeParameters())) : type;
	}

	private static @Nullable Type owner(Class<?> type) {
		Class<?> around = type.getDeclaringClass();
		return (around != null && !Modifier.isStatic(type.getModifiers())) ? within(around) : around;
	}

	/**
	 * Whether it is a generic class, or stands in one, and is named without arguments.
	 */
	static boolean isRaw(Type type) {
		if (!(type instanceof Class<?> named)) {
			return false;
		}
		Class<?> around = named.getDeclaringClass();
		return named.getTypeParameters().length > 0
				|| (around != null && !Modifier.isStatic(named.getModifiers()) && isRaw(around));
	}

	/** JLS 4.6. */
	static Class<?> erasure(Type type) {
		if (type instanceof Class<?> named) {
			return named;
		}
		if (type instanceof ParameterizedType generic) {
			return (Class<?>) generic.getRawType();
		}
		if (type instanceof GenericArrayType array) {
			return Array.newInstance(erasure(array.getGenericComponentType()), 0).getClass();
		}
		List<Type> bounds = bounds(type);
		return bounds.isEmpty() ? Object.class : erasure(bounds.get(0));
	}

	/** Of a variable, a wildcard or what was captured of one. */
	static List<Type> bounds(Type type) {
		if (type instanceof TypeVariable<?> variable) {
			return List.of(variable.getBounds());
		}
		if (type instanceof WildcardType wildcard) {
			return List.of(wildcard.getUpperBounds());
		}
		return (type instanceof KnownType.Captured captured) ? captured.upper() : List.of();
	}

	static @Nullable Type component(Type type) {
		if (type instanceof GenericArrayType array) {
			return array.getGenericComponentType();
		}
		return (type instanceof Class<?> named) ? named.getComponentType() : null;
	}

	/** What a type's arguments are put in for. */
	static Map<TypeVariable<?>, Type> arguments(Type type) {
		Map<TypeVariable<?>, Type> known = new HashMap<>();
		Type level = type;
		while (level instanceof ParameterizedType generic) {
			TypeVariable<?>[] variables = erasure(generic).getTypeParameters();
			for (int i = 0; i < variables.length; i++) {
				known.put(variables[i], generic.getActualTypeArguments()[i]);
			}
			level = generic.getOwnerType();
		}
		return known;
	}

	/** The type with others in the place of its variables; unknown ones stay. */
	static Type with(Map<TypeVariable<?>, Type> known, Type type) {
		if (type instanceof TypeVariable<?> variable) {
			return known.getOrDefault(variable, type);
		}
		if (type instanceof ParameterizedType generic) {
			Type owner = generic.getOwnerType();
			return new KnownType.Generic(erasure(generic), (owner != null) ? with(known, owner) : null,
					with(known, generic.getActualTypeArguments()));
		}
		if (type instanceof WildcardType wildcard) {
			return new KnownType.Wildcard(with(known, wildcard.getUpperBounds()),
					with(known, wildcard.getLowerBounds()));
		}
		if (type instanceof GenericArrayType array) {
			Type component = with(known, array.getGenericComponentType());
			return (component instanceof Class<?> named) ? named.arrayType() : new KnownType.Array(component);
		}
		return type;
	}

	static List<Type> with(Map<TypeVariable<?>, Type> known, Type... types) {
		return Stream.of(types).map((type) -> with(known, type)).toList();
	}

	/**
	 * What extends or implements the class: the class with the arguments that it has
	 * there.
	 */
	static @Nullable Type asSuper(Type type, Class<?> wanted) {
		if (!wanted.isAssignableFrom(erasure(type)) && bounds(type).isEmpty()) {
			return null;
		}
		boolean isClass = type instanceof Class || type instanceof ParameterizedType;
		if (isClass && erasure(type) == wanted) {
			return type;
		}
		for (Type parent : isClass ? parents(type) : bounds(type)) {
			Type found = asSuper(parent, wanted);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/** Those of a raw type are raw as well (JLS 4.8). */
	private static List<Type> parents(Type type) {
		Class<?> named = erasure(type);
		List<Type> parents = new ArrayList<>(List.of(named.getGenericInterfaces()));
		if (named.getGenericSuperclass() != null) {
			parents.add(0, named.getGenericSuperclass());
		}
		if (isRaw(type)) {
			parents.replaceAll(JavaTypes::erasure);
		}
		Map<TypeVariable<?>, Type> known = arguments(type);
		parents.replaceAll((parent) -> with(known, parent));
		return parents;
	}

	/** The type with a type of its own for each wildcard among its arguments. */
	static Type captured(Type type) {
		if (!(type instanceof ParameterizedType generic)) {
			return type;
		}
		List<Type> arguments = new ArrayList<>(List.of(generic.getActualTypeArguments()));
		arguments.replaceAll((argument) -> (argument instanceof WildcardType wildcard)
				? new KnownType.Captured(wildcard) : argument);
		KnownType.Generic captured = new KnownType.Generic(erasure(type), generic.getOwnerType(), arguments);
		Map<TypeVariable<?>, Type> known = arguments(captured);
		TypeVariable<?>[] variables = erasure(type).getTypeParameters();
		for (int i = 0; i < variables.length; i++) {
			if (arguments.get(i) instanceof KnownType.Captured one && one.upper().isEmpty()) {
				List<Type> bounds = new ArrayList<>(bounds(one.wildcard()));
				bounds.addAll(with(known, variables[i].getBounds()));
				bounds.removeIf(Object.class::equals);
				one.bound(bounds);
			}
		}
		return captured;
	}

}
