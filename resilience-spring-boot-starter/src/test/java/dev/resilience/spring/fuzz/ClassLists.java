package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Lists of exception classes. */
record ClassLists() implements Values {

	private static final List<String> KNOWN = List.of("java.io.IOException", "java.net.ConnectException",
			"java.lang.Exception", "java.lang.Throwable", "java.lang.OutOfMemoryError",
			"org.springframework.dao.DataAccessException", "dev.resilience.CircuitOpenException",
			"dev.resilience.spring.fuzz.Application$Quota");

	private static final List<String> UNKNOWN = List.of("com.acme.Missing", "ConnectException", "java.io.ioexception",
			"java/io/IOException", "java.io.IOException;", "[java.io.IOException", "java..io.IOException", ".", "*",
			"java.io.*", "Ü.ß", "java.io.IOException Extra", "x".repeat(10_000), "a.".repeat(5_000) + "B", "[]", "[[",
			"[L", "[Ljava.lang.Nothing;", "\\u0000", "java.io.IOException()", "com.acme.Missing" + "[]".repeat(300),
			"java.io.IOException" + "[]".repeat(300));

	private static final List<String> NO_EXCEPTIONS = List.of("java.lang.String", "int", "java.util.Map$Entry",
			"java.io.IOException[]", "[Ljava.io.IOException;", "[I", "java.lang.Override", "boolean[][]");

	@Override
	public Value right(Random random) {
		List<String> classes = some(random);
		return new Value(written(random, classes), classes);
	}

	private static List<String> some(Random random) {
		List<String> classes = new ArrayList<>();
		int size = random.nextInt(4);
		for (int i = 0; i < size; i++) {
			String type = Values.any(random, KNOWN);
			if (!classes.contains(type)) {
				classes.add(type);
			}
		}
		return classes;
	}

	private static String written(Random random, List<String> classes) {
		return switch (classes.isEmpty() ? 0 : random.nextInt(4)) {
			case 0 -> "[" + quoted(classes) + "]";
			case 1 -> "'" + String.join(",", classes) + "'";
			case 2 -> String.join(", ", classes);
			default -> classes.stream().map((type) -> "\n- " + type).collect(Collectors.joining());
		};
	}

	private static String quoted(List<String> classes) {
		return classes.stream().map((type) -> "'" + type + "'").collect(Collectors.joining(", "));
	}

	@Override
	public Wrong wrong(Random random) {
		List<String> classes = new ArrayList<>(some(random));
		int place = random.nextInt(classes.size() + 1);
		return switch (random.nextInt(6)) {
			case 0 -> Shapes.wrong(random, true);
			case 1 -> {
				classes.add(place, random.nextBoolean() ? "" : "  ");
				yield new Wrong("[" + quoted(classes) + "]", "has an empty entry");
			}
			case 2, 3 -> {
				String wrong = Values.any(random, NO_EXCEPTIONS);
				classes.add(place, wrong);
				yield new Wrong("[" + quoted(classes) + "]", "names " + wrong + ", which is not an exception");
			}
			default -> {
				String wrong = Values.any(random, UNKNOWN);
				classes.add(place, wrong);
				yield new Wrong("[" + quoted(classes) + "]", "names " + wrong + ", which is not on the class path");
			}
		};
	}

}
