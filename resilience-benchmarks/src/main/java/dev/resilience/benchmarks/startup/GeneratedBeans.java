package dev.resilience.benchmarks.startup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import dev.resilience.benchmarks.startup.Variant.Annotations;

import org.springframework.util.Assert;

/** Writes and compiles as many bean classes as are asked for, with five methods each. */
final class GeneratedBeans {

	static final int METHODS = 5;

	/** As many backends as a large application has. */
	static final int POLICIES = 10;

	private static final String PACKAGE = "generated";

	private GeneratedBeans() {
	}

	/**
	 * The name of a bean's class.
	 * @param number the first is 0
	 */
	static String className(int number) {
		return PACKAGE + ".Client" + number;
	}

	/** Compiles the classes below a directory. */
	static void compile(int count, Annotations annotations, Path directory) throws IOException {
		Files.createDirectories(directory);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Assert.state(compiler != null, "A JDK is needed, to compile the beans");
		List<JavaFileObject> sources = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sources.add(new Source(i, source(i, annotations)));
		}
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
			boolean compiled = compiler
				.getTask(null, files, null, List.of("-proc:none", "-parameters", "-nowarn"), null, sources)
				.call();
			Assert.state(compiled, "The beans do not compile");
		}
	}

	private static String source(int number, Annotations annotations) {
		StringBuilder source = new StringBuilder("package " + PACKAGE + ";\npublic class Client" + number + " {\n");
		for (int i = 0; i < METHODS; i++) {
			source.append("\t%s\n\tpublic String call%d(String id, int count) { return id; }\n"
				.formatted(annotations.line(i, "backend" + number % POLICIES), i));
		}
		return source.append("\tString instead(String id, int count, Exception failure) { return id; }\n}\n")
			.toString();
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(int number, String code) {
			super(URI.create("string:///" + className(number).replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
