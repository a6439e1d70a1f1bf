package dev.resilience.spring.fallback;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Types that nobody has written down, but that come out when types are put in for
 * variables.
 */
sealed interface KnownType extends Type {

	@Override
	default String getTypeName() {
		return TypeNames.full(this);
	}

	/**
	 * A generic class with its arguments.
	 *
	 * @param raw the class
	 * @param owner the class around it, if that has arguments too
	 * @param arguments what stands between the angle brackets
	 */
	record Generic(Class<?> raw, @Nullable Type owner, List<Type> arguments) implements KnownType, ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return this.arguments.toArray(Type[]::new);
		}

		@Override
		public Type getRawType() {
			return this.raw;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return this.owner;
		}

	}

	/**
	 * A wildcard.
	 *
	 * @param upper what it extends
	 * @param lower what it is above of, or nothing
	 */
	record Wildcard(List<Type> upper, List<Type> lower) implements KnownType, WildcardType {

		@Override
		public Type[] getUpperBounds() {
			return this.upper.toArray(Type[]::new);
		}

		@Override
		public Type[] getLowerBounds() {
			return this.lower.toArray(Type[]::new);
		}

	}

	/**
	 * An array whose elements are generic.
	 *
	 * @param component the type of the elements
	 */
	record Array(Type component) implements KnownType, GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.component;
		}

	}

	/**
	 * The one type that a wildcard stands for, whichever that is (JLS 5.1.10). Each is
	 * the same as itself only.
	 */
	final class Captured implements KnownType {

		private final WildcardType wildcard;

		private List<Type> upper = List.of();

		Captured(WildcardType wildcard) {
			this.wildcard = wildcard;
		}

		/** The bounds may name the type itself, so they come when it is there. */
		void bound(List<Type> bounds) {
			this.upper = bounds;
		}

		WildcardType wildcard() {
			return this.wildcard;
		}

		List<Type> upper() {
			return this.upper;
		}

		List<Type> lower() {
			return List.of(this.wildcard.getLowerBounds());
		}

	}

}
