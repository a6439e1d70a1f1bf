package dev.resilience.spring.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of a page, its cells by the names of their columns. */
record MarkdownTable(List<Map<String, String>> rows) {

	static final Path README = Path.of("..", "README.md");

	static final Path PAGE = Path.of("..", "docs", "codes.md");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** The only table of the page that begins with these columns. */
	static MarkdownTable of(Path page, String header) {
		List<String> lines = text(page).lines().toList();
		List<Integer> places = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).startsWith(header)) {
				places.add(i);
			}
		}
		if (places.size() != 1) {
			throw new AssertionError(page + " has " + places.size() + " tables that begin with " + header);
		}
		List<String> columns = cells(lines.get(places.get(0)));
		return new MarkdownTable(lines.stream()
			.skip(places.get(0) + 2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> row(columns, cells(line)))
			.toList());
	}

	static String text(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> cells(String line) {
		String inner = line.strip().substring(1, line.strip().length() - 1);
		return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
	}

	private static Map<String, String> row(List<String> columns, List<String> cells) {
		if (cells.size() != columns.size()) {
			throw new AssertionError("Not as many cells as columns: " + cells);
		}
		Map<String, String> row = new LinkedHashMap<>();
		for (int i = 0; i < cells.size(); i++) {
			row.put(columns.get(i), cells.get(i));
		}
		return row;
	}

	/** All that stands in a column as code. */
	Set<String> codes(String column) {
		return this.rows.stream()
			.flatMap((row) -> codesIn(row.get(column)).stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** What stands in a text as code, in its order. */
	static Set<String> codesIn(String text) {
		return CODE.matcher(text)
			.results()
			.map((MatchResult result) -> result.group(1))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

}
