package dev.resilience.reliability.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.resilience.reliability.load.LoadResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of a campaign.
 *
 * @param name the campaign
 * @param ill what the load got meanwhile
 * @param reached how many requests reached the provider meanwhile
 * @param closed how long after the provider was well again all circuits were closed, or
 * null if they were not
 * @param mistakes a sentence for each thing that does not hold
 */
record Outcome(String name, LoadResult ill, long reached, @Nullable Duration closed, List<String> mistakes) {

	static final String HEADER = """
			| campaign | calls | answered | degraded | failed | p50 | p99 | max | reached | closed after | holds |
			|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
			""";

	/** The row of a table. */
	String toMarkdown() {
		String after = (this.closed != null) ? format("%.1f s", this.closed.toMillis() / 1000.0) : "never";
		return "| " + this.name.replace("|", "or") + " | " + this.ill.sent() + " | " + this.ill.answered() + " | "
				+ this.ill.degraded() + " | " + failed() + " | " + millis(this.ill.p50()) + " | "
				+ millis(this.ill.p99()) + " | " + millis(this.ill.max()) + " | " + this.reached + " | " + after + " | "
				+ (this.mistakes.isEmpty() ? "all" : "**no:** " + String.join("; ", this.mistakes)) + " |\n";
	}

	private String failed() {
		return (this.ill.failures() == 0) ? "0" : this.ill.failures() + " " + this.ill.failed();
	}

	private static String millis(double millis) {
		return format("%.0f", millis);
	}

	private static String format(String format, double value) {
		return String.format(Locale.ROOT, format, value);
	}

}
