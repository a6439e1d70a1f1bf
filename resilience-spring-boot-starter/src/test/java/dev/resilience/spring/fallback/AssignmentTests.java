package dev.resilience.spring.fallback;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds what we say of an assignment against what the compiler says of it. */
class AssignmentTests {

	private static final String DECLARATION = "abstract class Written<T, N extends Number, I extends Integer, "
			+ "C extends Comparable<C>, L extends List<String>, R extends List, B extends Object & Comparable<String>> {";

	private static final List<String> HELPERS = List.of("static class Raws extends ArrayList {}",
			"static class Names extends ArrayList<String> {}",
			"static class Pair<X, Y> implements Supplier<Y> {"
					+ " public Y get() { return null; } class Half { } static class Apart { } }",
			"static class Twins<X> extends Pair<X, X> { }", "static class Numbers<X extends Number> { }",
			"static class OfNamesRaw<X> extends ArrayList<String> { }", "enum Colour { RED }");

	private static final List<String> TYPES = List.of("boolean", "byte", "short", "char", "int", "long", "float",
			"double", "Boolean", "Byte", "Short", "Character", "Integer", "Long", "Float", "Double", "Void", "Number",
			"Object", "String", "CharSequence", "Comparable", "Comparable<String>", "Comparable<Integer>",
			"Comparable<?>", "Comparable<? super Integer>", "java.io.Serializable", "Colour", "Enum<Colour>", "Enum<?>",
			"Enum<? extends Enum<?>>", "List", "List<?>", "List<String>", "List<Object>", "List<Integer>",
			"List<Number>", "List<? extends Number>", "List<? extends Integer>", "List<? super Integer>",
			"List<? super Number>", "ArrayList", "ArrayList<String>", "ArrayList<?>", "ArrayList<? extends Number>",
			"Collection", "Collection<String>", "Collection<?>", "Collection<? extends CharSequence>",
			"Iterable<? extends Object[]>", "Raws", "Names", "OfNamesRaw", "OfNamesRaw<Integer>", "List<List>",
			"List<List<?>>", "List<List<String>>", "List<ArrayList<String>>", "List<? extends List<String>>",
			"List<? extends List<?>>", "List<? extends Collection<? extends CharSequence>>", "List<? extends List>",
			"List<? super List<String>>", "List<? super ArrayList<?>>", "Map<String, List<Integer>>",
			"Map<String, ? extends List<? extends Number>>", "HashMap<String, List<Integer>>", "Map", "Map<?, ?>",
			"Map<String, ?>", "Supplier", "Supplier<String>", "Supplier<? extends CharSequence>", "Pair",
			"Pair<Integer, String>", "Pair<?, String>", "Twins", "Twins<String>", "Twins<?>", "Pair<?, ?>",
			"Pair<String, String>.Half", "Pair<?, ?>.Half", "Pair.Half", "Pair.Apart", "Numbers<?>",
			"Numbers<? extends Number>", "Numbers<Integer>", "Numbers", "int[]", "long[]", "Integer[]", "Object[]",
			"Number[]", "String[]", "String[][]", "Object[][]", "List[]", "List<String>[]", "List<?>[]",
			"List<? extends CharSequence>[]", "ArrayList<String>[]", "Raws[]", "T", "N", "I", "C", "L", "R", "B", "T[]",
			"N[]", "B[]", "Comparable[]", "L[]", "List<T>", "List<? extends T>", "List<? super T>", "List<N>",
			"List<? super N>", "List<T[]>", "List<? extends Object[]>", "List<L>", "Comparable<C>", "Comparable<T>",
			"Class<T>", "Class<? extends T>", "Class<?>", "Class", "Class<? super String>");

	@TempDir
	Path directory;

	@Test
	void itFitsWhereTheCompilerSaysSo() {
		List<Type> types = types();
		List<String> lines = new ArrayList<>(HELPERS);
		Set<String> ours = new LinkedHashSet<>();
		for (int to = 0; to < TYPES.size(); to++) {
			for (int from = 0; from < TYPES.size(); from++) {
				String line = TYPES.get(to) + " m" + lines.size() + "(" + TYPES.get(from) + " from) { return from; }";
				lines.add(line);
				if (Assignment.of(types.get(to), types.get(from)) != Assignment.FITS) {
					ours.add(line);
				}
			}
		}
		Set<String> compilers = new Javac(this.directory).refused(DECLARATION, lines);
		assertThat(compilers).hasSizeBetween(lines.size() / 2, lines.size() - TYPES.size());
		assertThat(ours).containsExactlyInAnyOrderElementsOf(compilers);
	}

	private List<Type> types() {
		List<String> fields = new ArrayList<>(HELPERS);
		for (int i = 0; i < TYPES.size(); i++) {
			fields.add(TYPES.get(i) + " f" + i + ";");
		}
		Class<?> written = new Javac(this.directory).load(DECLARATION, fields);
		List<Type> types = new ArrayList<>();
		for (int i = 0; i < TYPES.size(); i++) {
			try {
				types.add(written.getDeclaredField("f" + i).getGenericType());
			}
			catch (NoSuchFieldException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return types;
	}

}
