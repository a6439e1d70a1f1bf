package dev.resilience.reliability.campaign;

import java.util.Locale;

import dev.resilience.reliability.load.LoadResult;
import dev.resilience.reliability.subject.WatchReport;

/**
 * A minute of a soak.
 *
 * @param number the minute
 * @param load what the load got
 * @param reached how many requests reached the provider
 * @param watch how the application was at its end, after garbage was collected
 */
record SoakMinute(int number, LoadResult load, long reached, WatchReport watch) {

	static final String HEADER = """
			| minute | calls | answered | degraded | failed | p50 | p99 | max | reached | heap | threads | the library's |
			|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
			""";

	double heap() {
		return this.watch.heap();
	}

	String toMarkdown() {
		return String.format(Locale.ROOT, "| %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %d | %s | %d | %d |%n",
				this.number, this.load.sent(), this.load.answered(), this.load.degraded(), this.load.failures(),
				this.load.p50(), this.load.p99(), this.load.max(), this.reached, Soak.megabytes(this.watch.heap()),
				this.watch.all(), this.watch.ours());
	}

}
