package dev.resilience.benchmarks;

import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.results.RunResult;

/** The results as a table, and below it the goals that they reach. */
final class ResultTable {

	private static final String BASELINE = ".springProxy";

	private final Collection<RunResult> results;

	private final List<Figure> figures;

	ResultTable(Collection<RunResult> results) {
		this.results = results;
		this.figures = results.stream().map(Figure::of).toList();
	}

	String toMarkdown() {
		StringBuilder table = new StringBuilder("\n");
		if (!this.results.isEmpty()) {
			table.append(RunEnvironment.describe(this.results.iterator().next().getParams())).append("\n\n");
		}
		table.append("| benchmark | threads | ns/op | B/op | to proxy |\n|---|--:|--:|--:|--:|\n");
		for (Figure figure : this.figures) {
			table.append("| ")
				.append(figure.name())
				.append(" | ")
				.append(figure.threads())
				.append(" | ")
				.append(figure.time())
				.append(" | ")
				.append(figure.allocation())
				.append(" | ")
				.append(ratio(figure))
				.append(" |\n");
		}
		return table.append(new Goals(this.figures).toMarkdown()).toString();
	}

	/**
	 * Beans are compared with a proxy that as many threads call; the rest has no proxy.
	 */
	private String ratio(Figure figure) {
		if (!figure.ofBean()) {
			return "";
		}
		return this.figures.stream()
			.filter((other) -> other.name().endsWith(BASELINE) && other.threads() == figure.threads())
			.findFirst()
			.map((proxy) -> Figure.format("%.1f", figure.nanos() / proxy.nanos()))
			.orElse("");
	}

}
