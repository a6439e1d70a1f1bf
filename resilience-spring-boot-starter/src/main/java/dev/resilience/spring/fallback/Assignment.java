package dev.resilience.spring.fallback;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whether Java would assign one type to another (JLS 5.2), and whether it would do so
 * without a warning. Reflection knows of classes only, and Spring's ResolvableType is
 * kinder than the compiler.
 */
enum Assignment {

	/** It would. */
	FITS,

	/** With an unchecked warning: a raw type is said to be one with arguments. */
	UNCHECKED,

	/** It would not compile. */
	DIFFERS;

	/**
	 * A bound may name its own variable, in circles that grow; what is nested deeper than
	 * this, nobody writes.
	 */
	private static final int DEEPEST = 24;

	/**
	 * Judges an assignment.
	 * @param to what is assigned to
	 * @param from what is assigned
	 */
	static Assignment of(Type to, Type from) {
		if (Primitives.isPrimitive(to)) {
			return Primitives.isAssignable(JavaTypes.erasure(to), JavaTypes.erasure(from)) ? FITS : DIFFERS;
		}
		if (from == void.class) {
			return DIFFERS;
		}
		Type given = Primitives.boxed(from);
		return isSubtype(to, given) ? FITS : unchecked(to, given);
	}

	/** A raw type among others says nothing wrong if nobody asks for its arguments. */
	private static Assignment unchecked(Type to, Type from) {
		Type inTo = JavaTypes.component(to);
		Type inFrom = JavaTypes.component(from);
		if (inTo != null && inFrom != null) {
			return (Primitives.isPrimitive(inTo) || Primitives.isPrimitive(inFrom)) ? DIFFERS : unchecked(inTo, inFrom);
		}
		if (to instanceof ParameterizedType
				&& JavaTypes.isRaw(orVoid(JavaTypes.asSuper(from, JavaTypes.erasure(to))))) {
			return JavaTypes.arguments(to).values().stream().allMatch(Assignment::isAnything) ? FITS : UNCHECKED;
		}
		return DIFFERS;
	}

	/** Whether it is one kind of the other, without boxing (JLS 4.10). */
	static boolean isSubtype(Type to, Type from) {
		if (Primitives.isPrimitive(to) || Primitives.isPrimitive(from)) {
			return Primitives.isPrimitive(to) && Primitives.isPrimitive(from)
					&& Primitives.isAssignable(JavaTypes.erasure(to), JavaTypes.erasure(from));
		}
		return isSubtype(to, from, 0);
	}

	private static boolean isSubtype(Type to, Type from, int depth) {
		if (depth > DEEPEST) {
			return false;
		}
		if (to == Object.class || isSame(to, from)) {
			return true;
		}
		if (to instanceof KnownType.Captured captured) {
			return captured.lower().stream().anyMatch((lower) -> isSubtype(lower, from, depth + 1));
		}
		if (from instanceof TypeVariable<?> || from instanceof KnownType.Captured) {
			return JavaTypes.bounds(from).stream().anyMatch((bound) -> isSubtype(to, bound, depth + 1));
		}
		Type inTo = JavaTypes.component(to);
		Type inFrom = JavaTypes.component(from);
		if (inTo != null && inFrom != null && !Primitives.isPrimitive(inTo) && !Primitives.isPrimitive(inFrom)) {
			return isSubtype(inTo, inFrom, depth + 1);
		}
		if (to instanceof Class<?> named) {
			return named.isAssignableFrom(JavaTypes.erasure(from));
		}
		return to instanceof ParameterizedType wanted
				&& JavaTypes.asSuper(JavaTypes.captured(from), JavaTypes.erasure(to)) instanceof ParameterizedType given
				&& containsAll(wanted, given, depth + 1);
	}

	/** JLS 4.5.1. */
	private static boolean containsAll(ParameterizedType to, ParameterizedType from, int depth) {
		Type[] wanted = to.getActualTypeArguments();
		Type[] given = from.getActualTypeArguments();
		for (int i = 0; i < wanted.length; i++) {
			if (!contains(wanted[i], given[i], depth)) {
				return false;
			}
		}
		return !(to.getOwnerType() instanceof ParameterizedType around)
				|| (from.getOwnerType() instanceof ParameterizedType other && containsAll(around, other, depth));
	}

	private static boolean contains(Type wanted, Type given, int depth) {
		if (wanted instanceof WildcardType wildcard && !(given instanceof WildcardType)) {
			return List.of(wildcard.getUpperBounds()).stream().allMatch((upper) -> isSubtype(upper, given, depth))
					&& List.of(wildcard.getLowerBounds()).stream().allMatch((lower) -> isSubtype(given, lower, depth));
		}
		return isSame(wanted, given);
	}

	private static boolean isSame(Type one, Type other) {
		if (one instanceof ParameterizedType left && other instanceof ParameterizedType right) {
			return left.getRawType() == right.getRawType()
					&& areSame(left.getActualTypeArguments(), right.getActualTypeArguments())
					&& (!(left.getOwnerType() instanceof ParameterizedType around)
							|| isSame(around, orVoid(right.getOwnerType())));
		}
		if (one instanceof WildcardType left && other instanceof WildcardType right) {
			return areSame(left.getUpperBounds(), right.getUpperBounds())
					&& areSame(left.getLowerBounds(), right.getLowerBounds());
		}
		Type left = JavaTypes.component(one);
		Type right = JavaTypes.component(other);
		return (left != null && right != null) ? isSame(left, right) : one.equals(other);
	}

	private static boolean areSame(Type[] ones, Type[] others) {
		for (int i = 0; i < ones.length && ones.length == others.length; i++) {
			if (!isSame(ones[i], others[i])) {
				return false;
			}
		}
		return ones.length == others.length;
	}

	private static Type orVoid(@Nullable Type type) {
		return (type != null) ? type : void.class;
	}

	private static boolean isAnything(Type argument) {
		return argument instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0
				&& List.of(wildcard.getUpperBounds()).equals(List.of(Object.class));
	}

}
