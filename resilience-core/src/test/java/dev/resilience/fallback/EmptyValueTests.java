package dev.resilience.fallback;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmptyValueTests {

	@ParameterizedTest
	@ValueSource(
			classes = { Iterable.class, Collection.class, List.class, Set.class, SortedSet.class, NavigableSet.class,
					Queue.class, Deque.class, ArrayList.class, LinkedList.class, CopyOnWriteArrayList.class })
	void isAnEmptyCollection(Class<?> type) {
		Object empty = EmptyValue.INSTANCE.make(type);

		assertThat(empty).isInstanceOf(type);
		assertThat((Iterable<?>) empty).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(classes = { Map.class, HashMap.class, SortedMap.class, NavigableMap.class, ConcurrentMap.class,
			ConcurrentNavigableMap.class, ConcurrentHashMap.class })
	void isAnEmptyMap(Class<?> type) {
		Object empty = EmptyValue.INSTANCE.make(type);

		assertThat(empty).isInstanceOf(type);
		assertThat((Map<?, ?>) empty).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(classes = { int[].class, String[].class, long[][].class })
	void isAnEmptyArray(Class<?> type) {
		Object empty = EmptyValue.INSTANCE.make(type);

		assertThat(empty).isInstanceOf(type);
		assertThat(Array.getLength(empty)).isZero();
	}

	static Stream<List<Object>> scalars() {
		return Stream.of(List.of(int.class, 0), List.of(Integer.class, 0), List.of(long.class, 0L),
				List.of(Long.class, 0L), List.of(double.class, 0.0), List.of(float.class, 0.0f),
				List.of(short.class, (short) 0), List.of(byte.class, (byte) 0), List.of(char.class, (char) 0),
				List.of(Character.class, (char) 0), List.of(boolean.class, false), List.of(Boolean.class, false),
				List.of(Optional.class, Optional.empty()), List.of(OptionalInt.class, OptionalInt.empty()),
				List.of(OptionalLong.class, OptionalLong.empty()),
				List.of(OptionalDouble.class, OptionalDouble.empty()));
	}

	@ParameterizedTest
	@MethodSource("scalars")
	void isZeroOrFalseOrAnEmptyOptional(List<Object> typeAndEmpty) {
		assertThat(EmptyValue.INSTANCE.make((Type) typeAndEmpty.get(0))).isEqualTo(typeAndEmpty.get(1));
	}

	@ParameterizedTest
	@ValueSource(classes = { void.class, Void.class, Object.class, String.class, BigDecimal.class, TimeUnit.class,
			Runnable.class, Iterator.class, Record.class, NoWayToMakeOne.class })
	void isNullForAnyOtherType(Class<?> type) {
		assertThat(EmptyValue.INSTANCE.make(type)).isNull();
	}

	@Test
	void isAnEmptyStream() {
		assertThat((Stream<?>) EmptyValue.INSTANCE.make(Stream.class)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "map", "genericArray", "optional", "boundedVariable" })
	void looksThroughGenericTypes(String method) {
		Type type = Arrays.stream(Generic.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(method))
			.map(Method::getGenericReturnType)
			.findFirst()
			.orElseThrow();

		Object empty = EmptyValue.INSTANCE.make(type);

		assertThat(empty).isNotNull();
		assertThat(empty).isInstanceOfAny(List.class, Map.class, List[].class, Optional.class);
	}

	@Test
	void isNullForATypeVariable() throws NoSuchMethodException {
		Type type = Generic.class.getDeclaredMethod("variable").getGenericReturnType();

		assertThat(EmptyValue.INSTANCE.make(type)).isNull();
	}

	@Test
	void isFreshAndMayBeFilled() {
		@SuppressWarnings("unchecked")
		List<String> first = (List<String>) EmptyValue.INSTANCE.make(List.class);
		first.add("something");

		assertThat((List<?>) EmptyValue.INSTANCE.make(List.class)).isEmpty();
	}

	interface Generic<T> {

		List<String> list();

		Map<String, List<Integer>> map();

		List<String>[] genericArray();

		Optional<T> optional();

		T variable();

		<L extends List<String>> L boundedVariable();

	}

	static final class NoWayToMakeOne extends ArrayList<String> {

		NoWayToMakeOne(int size) {
			super(size);
		}

	}

}
