package dev.resilience.spring.fallback;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of two overloads the one is chosen that the compiler chooses, or none if it finds them
 * ambiguous.
 */
class FallbackOverloadTests {

	private static final String DECLARATION = "class Written { static class One {} static class Two {}";

	private static final List<String> ARGUMENTS = List.of("int a", "Integer a", "char a", "String a", "List<Integer> a",
			"ArrayList<String> a", "int a, Integer b", "String a, String b");

	private static final List<String> PARAMETERS = List.of("(int a)", "(long a)", "(double a)", "(Integer a)",
			"(Number a)", "(Object a)", "(Comparable<Integer> a)", "(CharSequence a)", "(Comparable<String> a)",
			"(String a)", "<Y>(Y[] a)", "<Y extends CharSequence>(Y a)", "<Y extends Comparable<Y>>(Y a)",
			"(List<Integer> a)", "(List<?> a)", "(Collection<? extends Number> a)", "(Collection<?> a)",
			"<Y>(Collection<Y> a)", "<Y>(ArrayList<? extends Y> a)", "(Iterable<String> a)", "(int a, int b)",
			"(Integer a, Integer b)", "(long a, Object b)", "(int a, Object b)", "(Object a, Integer b)",
			"(String a, Object b)", "(Object a, String b)", "(Object a, Object b)", "<Y>(Y a, Y b)");

	@TempDir
	Path directory;

	@Test
	void theOneIsChosenThatTheCompilerWouldChoose() {
		List<String> bodies = bodies();
		List<String> declared = new ArrayList<>();
		List<String> asked = new ArrayList<>();
		for (String body : bodies) {
			declared.add("static class C" + declared.size() + " { " + body + " }");
			String argument = body.substring(body.indexOf('(') + 1, body.indexOf(')'));
			String call = argument.contains(",") ? "f(a, b)" : "f(a)";
			for (String chosen : List.of("One", "Two")) {
				asked.add("static class D" + asked.size() + " { " + body + chosen + " r(" + argument + ") { return "
						+ call + "; } }");
			}
		}
		Class<?> written = new Javac(this.directory).load(DECLARATION, declared);
		Set<String> refused = new Javac(this.directory).refused(DECLARATION, asked);
		List<String> ours = new ArrayList<>();
		List<String> compilers = new ArrayList<>();
		for (int i = 0; i < bodies.size(); i++) {
			ours.add(ours(written, i) + " of " + bodies.get(i));
			compilers.add((refused.contains(asked.get(2 * i)) ? "" : "One")
					+ (refused.contains(asked.get(2 * i + 1)) ? "" : "Two") + " of " + bodies.get(i));
		}
		assertThat(refused).hasSizeBetween(asked.size() / 2, asked.size() - ARGUMENTS.size());
		assertThat(ours).containsExactlyInAnyOrderElementsOf(compilers);
	}

	/** A call, and two overloads that a class can have beside each other. */
	private List<String> bodies() {
		List<String> bodies = new ArrayList<>();
		for (String argument : ARGUMENTS) {
			List<String> parameters = PARAMETERS.stream()
				.filter((each) -> each.contains(",") == argument.contains(","))
				.toList();
			for (int one = 0; one < parameters.size(); one++) {
				for (int two = 0; two < one; two++) {
					bodies.add("Object call(" + argument + ") { return null; } " + method("One", parameters.get(one))
							+ method("Two", parameters.get(two)));
				}
			}
		}
		List<String> lines = new ArrayList<>();
		bodies.forEach((body) -> lines.add("static class E" + lines.size() + " { " + body + " }"));
		Set<String> clashes = new Javac(this.directory).refused(DECLARATION, lines);
		return IntStream.range(0, lines.size())
			.filter((i) -> !clashes.contains(lines.get(i)))
			.mapToObj(bodies::get)
			.toList();
	}

	private static String method(String returned, String parameters) {
		int start = parameters.indexOf('(');
		return parameters.substring(0, start) + " " + returned + " f" + parameters.substring(start)
				+ " { return null; } ";
	}

	private static String ours(Class<?> written, int number) {
		Class<?> owner = ClassUtils.resolveClassName(written.getName() + "$C" + number, written.getClassLoader());
		Method call = Arrays.stream(owner.getDeclaredMethods())
			.filter((method) -> method.getName().equals("call"))
			.findFirst()
			.orElseThrow();
		FallbackMethods found = new FallbackMethods(call, owner, owner, "f");
		assertThat(found.fitting()).hasSizeLessThanOrEqualTo(found.ambiguous().isEmpty() ? 1 : 2);
		return (found.fitting().size() == 1) ? found.fitting().get(0).method().getReturnType().getSimpleName() : "";
	}

}
