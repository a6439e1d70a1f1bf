package dev.resilience.benchmarks;

import java.util.Locale;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a run tells of one benchmark.
 *
 * @param name class and method
 * @param threads how many threads called at once
 * @param nanos the time of a call
 * @param error by how much that may be wrong, not a number if there was one measurement
 * only
 * @param bytes what a call allocates, not a number if nobody looked
 */
record Figure(String name, int threads, double nanos, double error, double bytes) {

	/** What the profiler calls the bytes that a call allocates. */
	private static final String ALLOCATED = "gc.alloc.rate.norm";

	static Figure of(RunResult result) {
		Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
		return new Figure(
				result.getParams().getBenchmark().substring(RunBenchmarks.class.getPackageName().length() + 1),
				result.getParams().getThreads(), result.getPrimaryResult().getScore(),
				result.getPrimaryResult().getScoreError(), (allocated != null) ? allocated.getScore() : Double.NaN);
	}

	/** Whether it is of a bean, and so of a proxy; the engine alone has none. */
	boolean ofBean() {
		return !this.name.contains("Circuit.") && !this.name.contains("Alone.");
	}

	String time() {
		return format("%.1f", this.nanos) + (Double.isNaN(this.error) ? "" : format(" ± %.1f", this.error));
	}

	String allocation() {
		return Double.isNaN(this.bytes) ? "" : format("%.0f", this.bytes);
	}

	static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

}
