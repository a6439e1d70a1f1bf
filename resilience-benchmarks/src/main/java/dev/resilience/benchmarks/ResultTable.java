package dev.resilience.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;

import org.openjdk.jmh.results.RunResult;

/** The results as a table. */
final class ResultTable {

	private static final String BASELINE = "BareCalls.springProxy";

	/** What the profiler calls the bytes that a call allocates. */
	private static final String ALLOCATED = "gc.alloc.rate.norm";

	private static final String CIRCUIT_ALONE = "Circuit.";

	private final Collection<RunResult> results;

	ResultTable(Collection<RunResult> results) {
		this.results = results;
	}

	String toMarkdown() {
		StringBuilder table = new StringBuilder("\n");
		if (!this.results.isEmpty()) {
			table.append(RunEnvironment.describe(this.results.iterator().next().getParams())).append("\n\n");
		}
		table.append("| benchmark | threads | ns/op | B/op | to proxy |\n|---|--:|--:|--:|--:|\n");
		for (RunResult result : this.results) {
			table.append("| ")
				.append(name(result))
				.append(" | ")
				.append(result.getParams().getThreads())
				.append(" | ")
				.append(time(result))
				.append(" | ")
				.append(bytes(result))
				.append(" | ")
				.append(ratio(result))
				.append(" |\n");
		}
		return table.toString();
	}

	private static String name(RunResult result) {
		String full = result.getParams().getBenchmark();
		return full.substring(RunBenchmarks.class.getPackageName().length() + 1);
	}

	private static String time(RunResult result) {
		double error = result.getPrimaryResult().getScoreError();
		String score = format("%.1f", result.getPrimaryResult().getScore());
		// one measurement has no error
		return Double.isNaN(error) ? score : score + format(" ± %.1f", error);
	}

	private static String bytes(RunResult result) {
		return result.getSecondaryResults().containsKey(ALLOCATED)
				? format("%.0f", Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore()) : "";
	}

	/** Circuits without Spring have no proxy to be compared with. */
	private String ratio(RunResult result) {
		if (name(result).contains(CIRCUIT_ALONE)) {
			return "";
		}
		return this.results.stream()
			.filter((other) -> name(other).equals(BASELINE))
			.findFirst()
			.map((proxy) -> result.getPrimaryResult().getScore() / proxy.getPrimaryResult().getScore())
			.map((ratio) -> format("%.1f", ratio))
			.orElse("");
	}

	private static String format(String pattern, double number) {
		return String.format(Locale.ROOT, pattern, number);
	}

}
