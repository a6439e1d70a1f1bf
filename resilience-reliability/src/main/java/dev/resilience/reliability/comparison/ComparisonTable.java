package dev.resilience.reliability.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.resilience.reliability.comparison.Comparison.Measured;
import dev.resilience.reliability.traffic.Timeline.Result;
import dev.resilience.reliability.traffic.Timeline.Share;

/** What was measured, as a table in Markdown: each phase that is ill, and the whole. */
final class ComparisonTable {

	private final List<Measured> measured;

	ComparisonTable(List<Measured> measured) {
		this.measured = measured;
	}

	@Override
	public String toString() {
		List<String> lines = new ArrayList<>();
		lines.add("| backend | protected by | calls | answered | degraded | failed | p50 | p95 | p99 | longest "
				+ "| reached the backend |");
		lines.add("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
		List<Phase> phases = Phase.all();
		double begin = 0;
		for (int i = 0; i < phases.size(); i++) {
			double end = begin + phases.get(i).seconds();
			// of those that are well, the first is like the others, but for what the
			// phase before has left
			for (Measured one : this.measured) {
				lines.add(line((i + 1) + ". " + phases.get(i).title(), one, one.calls().between(begin, end),
						one.reached().get(i)));
			}
			begin = end;
		}
		for (Measured one : this.measured) {
			long reached = one.reached().stream().mapToLong(Long::longValue).sum();
			lines.add(line("**the whole**", one, one.calls().all(), reached));
		}
		return String.join(System.lineSeparator(), lines);
	}

	private static String line(String phase, Measured one, Share share, long reached) {
		return String.format(Locale.ROOT, "| %s | %s | %,d | %s | %s | %s | %s | %s | %s | %s | %,d |", phase,
				one.variant().title(), share.calls(), percent(share, Result.ANSWERED), percent(share, Result.DEGRADED),
				percent(share, Result.FAILED), time(share.percentile(50)), time(share.percentile(95)),
				time(share.percentile(99)), time(share.longest()), reached);
	}

	private static String percent(Share share, Result result) {
		long count = share.of(result);
		return (count == 0) ? "0"
				: String.format(Locale.ROOT, "%,d (%.1f %%)", count, 100.0 * count / Math.max(share.calls(), 1));
	}

	private static String time(double millis) {
		return (millis < 1_000) ? String.format(Locale.ROOT, "%.0f ms", millis)
				: String.format(Locale.ROOT, "%.1f s", millis / 1_000);
	}

}
