package dev.resilience.spring.fallback;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Assumptions;

/** The real compiler, which is asked which lines it would take. */
final class Javac {

	private static final String NAME = "Written";

	private final JavaCompiler compiler;

	private final Path directory;

	Javac(Path directory) {
		JavaCompiler found = ToolProvider.getSystemJavaCompiler();
		Assumptions.assumeTrue(found != null, "this is a runtime without a compiler to compare with");
		this.compiler = found;
		this.directory = directory;
	}

	/** The class that the lines make. */
	Class<?> load(String declaration, List<String> lines) {
		Set<Integer> refused = reported(declaration, lines, Set.of());
		if (!refused.isEmpty()) {
			throw new IllegalArgumentException("The compiler refuses " + refused.stream().map(lines::get).toList());
		}
		try {
			URL[] places = { this.directory.toUri().toURL() };
			return Class.forName(NAME, true, new URLClassLoader(places, getClass().getClassLoader()));
		}
		catch (MalformedURLException | ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The lines that the compiler refuses, or takes with an unchecked warning only.
	 * Warnings are looked for when the errors are gone.
	 */
	Set<String> refused(String declaration, List<String> lines) {
		Set<Integer> refused = reported(declaration, lines, Set.of());
		refused.addAll(reported(declaration, lines, refused));
		return refused.stream().map(lines::get).collect(Collectors.toSet());
	}

	private Set<Integer> reported(String declaration, List<String> lines, Set<Integer> without) {
		List<String> source = new ArrayList<>(
				List.of("import java.util.*; import java.util.function.*; " + declaration));
		for (int i = 0; i < lines.size(); i++) {
			source.add(without.contains(i) ? "" : lines.get(i));
		}
		source.add("}");
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("-Xlint:unchecked", "-Xmaxerrs", "100000", "-Xmaxwarns", "100000", "-proc:none",
				"-d", this.directory.toString());
		this.compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(String.join("\n", source))))
			.call();
		Set<Integer> reported = new HashSet<>();
		for (Diagnostic<?> diagnostic : diagnostics.getDiagnostics()) {
			if (diagnostic.getLineNumber() > 1) {
				reported.add((int) diagnostic.getLineNumber() - 2);
			}
		}
		return reported;
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		private Source(String text) {
			super(URI.create("string:///" + NAME + ".java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
