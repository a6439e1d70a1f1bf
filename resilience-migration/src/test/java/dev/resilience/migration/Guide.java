package dev.resilience.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A guide, as the trials read it. */
public enum Guide {

	/** For users of spring-retry. */
	FROM_SPRING_RETRY("from-spring-retry.md"),

	/** For users of resilience4j. */
	FROM_RESILIENCE4J("from-resilience4j.md"),

	/** For users of what Spring Framework 7 has. */
	FROM_SPRING_7("from-spring-7.md");

	private final Path file;

	Guide(String file) {
		this.file = Path.of(file);
	}

	Path file() {
		return this.file;
	}

	List<String> lines() {
		try {
			return Files.readAllLines(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The rows of all tables, without their heads. */
	public List<Line> rows() {
		List<Line> rows = new ArrayList<>();
		List<String> head = List.of();
		for (String line : lines()) {
			if (!line.startsWith("|")) {
				head = List.of();
			}
			else if (head.isEmpty()) {
				head = cells(line);
			}
			else if (!line.startsWith("|---")) {
				rows.add(new Line(head, cells(line)));
			}
		}
		return rows;
	}

	private static List<String> cells(String line) {
		List<String> cells = new ArrayList<>();
		for (String cell : line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1)) {
			cells.add(cell.trim());
		}
		return cells;
	}

	/** The blocks of code, each without its fences. */
	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		List<String> block = null;
		String language = "";
		for (String line : lines()) {
			if (!line.startsWith("```")) {
				if (block != null) {
					block.add(line);
				}
			}
			else if (block == null) {
				language = line.substring(3);
				block = new ArrayList<>();
			}
			else {
				blocks.add(new Block(language, String.join("\n", block)));
				block = null;
			}
		}
		return blocks;
	}

	/**
	 * A row of a table.
	 *
	 * @param head the names of the columns
	 * @param cells the cells
	 */
	public record Line(List<String> head, List<String> cells) {

		/** What was there before. */
		public String before() {
			return this.cells.get(0).replace("`", "");
		}

		/** What comes in its place. */
		public String after() {
			return this.cells.get(hasDefaults() ? 2 : 1).replace("`", "");
		}

		/** Whether the table has the defaults of both sides. */
		public boolean hasDefaults() {
			return this.head.size() == 5;
		}

		/** The default of what was there before. */
		public String defaultBefore() {
			return this.cells.get(1);
		}

		/** The default of what comes in its place. */
		public String defaultAfter() {
			return this.cells.get(3);
		}

		@Override
		public String toString() {
			return before() + " -> " + after();
		}

	}

	/**
	 * A block of code.
	 *
	 * @param language what is written behind the fence
	 * @param text the lines
	 */
	record Block(String language, String text) {

	}

}
