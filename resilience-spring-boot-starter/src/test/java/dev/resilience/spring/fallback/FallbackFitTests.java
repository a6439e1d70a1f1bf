package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fallback method fits where the compiler would let the method call it, and return what
 * it returns.
 */
class FallbackFitTests {

	private static final String DECLARATION = "abstract class Written<T, N extends Number> {";

	/** Up to the name, and after it. */
	private static final List<String> METHODS = List.of("String # (String a)", "String # (Class<String> a)",
			"<X> X # (Class<X> a)", "<X extends Number> X # (Class<X> a)", "<X> List<X> # (List<? extends X> a)",
			"List<?> # (List<?> a)", "List<String> # (List<?> a)", "T # (T a)", "N # (List<N> a)",
			"Number # (List<? extends Number> a)", "int # (int a)", "Integer # (int a)", "long # (Integer a)",
			"Object # (Object a)", "List<String> # (List a)", "List # (List<String> a)", "void # (String a)",
			"List<String> # (String a, Integer b)", "Map<String, List<Integer>> # (Map<String, Integer> a)",
			"<X extends Comparable<X>> X # (List<X> a)", "String[] # (String[] a)", "List<String>[] # (int[] a)",
			"Collection<? extends CharSequence> # (Collection<? extends CharSequence> a)");

	private static final List<String> FALLBACKS = List.of("String # (String a)", "String # (Object a)",
			"<Y> Y # (Class<Y> a)", "<Y> Y # (Class<? extends Y> a)", "<Y extends Number> Y # (Class<Y> a)",
			"<Y> Y # (Y a)", "<Y> Y # (Object a)", "Object # (Class<?> a)", "<Y> List<Y> # (List<? extends Y> a)",
			"<Y> List<Y> # (List<Y> a)", "<Y> List<Y> # (Y a)", "<Y> ArrayList<Y> # (Collection<? super Y> a)",
			"List<?> # (List<?> a)", "List # (List a)", "ArrayList # (Object a)", "List<String> # (List<String> a)",
			"<Y, C extends Collection<Y>> C # (C a)", "<Y, C extends Collection<? extends Y>> Y # (C a)", "T # (T a)",
			"T # (Object a)", "N # (Collection<? extends N> a)", "N # (List<? super N> a)", "Number # (Object a)",
			"Integer # (int a)", "int # (Integer a)", "short # (long a)", "void # (Object a)",
			"<Y extends Comparable<Y>> Y # (List<Y> a)", "<Y extends Comparable<? super Y>> Y # (List<? extends Y> a)",
			"<Y> Y # (Y a, Y b)", "<Y> List<Y> # (Y a, Object b)", "<Y, Z> List<Y> # (Y a, Z b)",
			"<Y extends Number> List<String> # (String a, Y b)", "<K, V> Map<K, List<V>> # (Map<K, V> a)",
			"<K, V> Map<K, List<V>> # (Map<? extends K, ? extends V> a)", "<Y> Y[] # (Y[] a)", "<Y> Y # (Y[] a)",
			"<Y> List<Y>[] # (int[] a)", "<Y extends Integer> int # (Y a)",
			"<Y extends CharSequence> List<Y> # (Collection<Y> a)",
			"List<? extends String> # (Iterable<? extends CharSequence> a)");

	@TempDir
	Path directory;

	@Test
	void itFitsWhereTheCompilerWouldCallIt() {
		List<String> declared = new ArrayList<>();
		METHODS.forEach((method) -> declared.add("abstract " + method.replace("#", "m" + declared.size()) + ";"));
		FALLBACKS.forEach((method) -> declared.add("abstract " + method.replace("#", "m" + declared.size()) + ";"));
		Class<?> written = new Javac(this.directory).load(DECLARATION, declared);
		List<String> lines = new ArrayList<>(declared);
		Set<String> ours = new LinkedHashSet<>();
		for (int i = 0; i < METHODS.size(); i++) {
			Method method = method(written, i);
			for (int j = METHODS.size(); j < declared.size(); j++) {
				Method fallback = method(written, j);
				boolean sameNumber = method.getParameterCount() == fallback.getParameterCount();
				if (sameNumber) {
					lines.add(METHODS.get(i).replace("#", "c" + lines.size())
							+ ((method.getReturnType() == void.class) ? " { " : " { return ") + "m" + j + "("
							+ arguments(method) + "); } // " + FALLBACKS.get(j - METHODS.size()));
				}
				if (sameNumber && !fits(method, fallback)) {
					ours.add(lines.get(lines.size() - 1));
				}
			}
		}
		Set<String> compilers = new Javac(this.directory).refused(DECLARATION, lines);
		assertThat(compilers).hasSizeBetween(lines.size() / 2, lines.size() - METHODS.size());
		assertThat(ours).containsExactlyInAnyOrderElementsOf(compilers);
	}

	/** The compiler would make up a type that is both, and no object is. */
	@Test
	void itDoesNotFitAsAnIntersectionThatNobodyHasWritten() {
		List<String> lines = List.of("abstract <Y extends List<String>> Y m0(Object a);",
				"abstract String m1(Object a);", "String call(Object a) { return m0(a); }");
		Class<?> written = new Javac(this.directory).load(DECLARATION, lines);
		assertThat(fits(method(written, 1), method(written, 0))).isFalse();
	}

	private static boolean fits(Method method, Method fallback) {
		Class<?> written = method.getDeclaringClass();
		List<String> problems = new ArrayList<>();
		FallbackCandidate candidate = new FallbackFit(MethodSignature.of(method, written))
			.judge(MethodSignature.of(fallback, written), problems);
		assertThat(problems.isEmpty()).isEqualTo(candidate != null);
		return candidate != null;
	}

	private static Method method(Class<?> written, int number) {
		return Arrays.stream(written.getDeclaredMethods())
			.filter((method) -> method.getName().equals("m" + number))
			.findFirst()
			.orElseThrow();
	}

	private static String arguments(Method method) {
		return IntStream.range(0, method.getParameterCount())
			.mapToObj((i) -> String.valueOf((char) ('a' + i)))
			.collect(Collectors.joining(", "));
	}

}
