package dev.resilience.spring.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of the section "All keys" of the README: the full names of the keys, with
 * the cell that has the default.
 */
final class ReadmeKeys {

	static final Path README = Path.of("..", "README.md");

	/** Stands in the place of a table's row. */
	private static final String ENABLED_SENTENCE = "Each section also takes `enabled: true | false`.";

	private static final Pattern HEADING = Pattern.compile("### `([^`]+)`");

	private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+?) \\| .*");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** The words for a key that has no default. */
	private static final List<String> NOTHING = List.of("none", "unset", "empty");

	private final Map<String, String> cells = new LinkedHashMap<>();

	ReadmeKeys() throws IOException {
		String text = section(Files.readString(README));
		String prefix = "";
		for (String line : text.lines().toList()) {
			Matcher heading = HEADING.matcher(line);
			Matcher row = ROW.matcher(line);
			if (heading.matches()) {
				prefix = prefix(heading.group(1));
				if (prefix.startsWith(KnownKeys.DEFAULTS) && text.contains(ENABLED_SENTENCE)) {
					add(prefix + "enabled", "`true`");
				}
			}
			else if (row.matches()) {
				add(prefix + row.group(1), row.group(2));
			}
		}
	}

	private static String section(String readme) {
		int start = readme.indexOf("\n## All keys\n");
		int end = readme.indexOf("\n## ", start + 1);
		if (start < 0 || end < 0) {
			throw new AssertionError("The README has no section 'All keys'");
		}
		return readme.substring(start, end);
	}

	private static String prefix(String heading) {
		return (heading.startsWith("resilience") ? heading : KnownKeys.DEFAULTS + "." + heading) + ".";
	}

	private void add(String key, String cell) {
		if (this.cells.put(key, cell) != null) {
			throw new AssertionError("The README has " + key + " twice");
		}
	}

	/** The keys and their cells. */
	Map<String, String> cells() {
		return this.cells;
	}

	/** The keys that have a default, with what a user would write for it. */
	Map<String, String> defaults() {
		Map<String, String> defaults = new LinkedHashMap<>();
		this.cells.forEach((key, cell) -> {
			Matcher code = CODE.matcher(cell);
			if (code.find()) {
				defaults.put(key, code.group(1));
			}
			else if (!NOTHING.contains(cell)) {
				throw new AssertionError(
						"The default of " + key + " reads '" + cell + "', neither code nor one of " + NOTHING);
			}
		});
		return defaults;
	}

}
