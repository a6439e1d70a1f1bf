package dev.resilience.fallback;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The empty value of a type: nothing in it, 0, false, and null where there is no such
 * thing.
 */
public enum EmptyValue implements FallbackValue {

	/** The one instance. */
	INSTANCE;

	/**
	 * What is tried for a collection or map type, in this order; fresh and mutable,
	 * because the caller may go on filling it, as it would a real answer.
	 */
	private static final List<Supplier<Object>> CONTAINERS = List.of(ArrayList::new, LinkedHashSet::new, TreeSet::new,
			ArrayDeque::new, LinkedBlockingDeque::new, LinkedTransferQueue::new, LinkedHashMap::new, TreeMap::new,
			ConcurrentHashMap::new, ConcurrentSkipListMap::new);

	private static final List<Object> SCALARS = List.of(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(),
			OptionalDouble.empty(), 0, 0L, 0.0, 0.0f, (short) 0, (byte) 0, (char) 0, false);

	@Override
	public @Nullable Object make(Type returnType) {
		Class<?> type = rawClass(returnType);
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), 0);
		}
		if (type == Stream.class) {
			return Stream.empty();
		}
		Class<?> boxed = MethodType.methodType(type).wrap().returnType();
		for (Object scalar : SCALARS) {
			if (boxed == scalar.getClass()) {
				return scalar;
			}
		}
		return (Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) ? container(type) : null;
	}

	private static @Nullable Object container(Class<?> type) {
		for (Supplier<Object> container : CONTAINERS) {
			Object empty = container.get();
			if (type.isInstance(empty)) {
				return empty;
			}
		}
		try {
			return type.getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static Class<?> rawClass(Type type) {
		if (type instanceof Class<?> known) {
			return known;
		}
		if (type instanceof ParameterizedType parameterized) {
			return rawClass(parameterized.getRawType());
		}
		if (type instanceof GenericArrayType array) {
			return rawClass(array.getGenericComponentType()).arrayType();
		}
		if (type instanceof TypeVariable<?> variable) {
			return rawClass(variable.getBounds()[0]);
		}
		return (type instanceof WildcardType wildcard) ? rawClass(wildcard.getUpperBounds()[0]) : Object.class;
	}

}
