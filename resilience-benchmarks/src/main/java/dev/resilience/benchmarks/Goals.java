package dev.resilience.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The goals of this library that benchmarks can tell, and how near a run comes to them.
 * What the run has not measured, or only once, is left out.
 */
final class Goals {

	private static final String PROXY = "BareCalls.springProxy";

	private static final String ALL_FOUR = "OurAnnotations.allFour";

	/** Two circuits that differ by less than this cost the same. */
	private static final double SAME = 1.2;

	/** Errors of more than this share of a call hide what is looked for. */
	private static final double NOISE = 0.1;

	private final List<Figure> figures;

	private final List<String> rows = new ArrayList<>();

	Goals(List<Figure> figures) {
		this.figures = figures;
		Figure proxy = find(PROXY);
		annotations(proxy, find(ALL_FOUR));
		peers();
		circuits("SingleThreadCircuit.", "one thread", 20, 30);
		circuits("TwoThreadsCircuit.", "two threads", 60, 60);
		watched(find(ALL_FOUR));
	}

	/**
	 * The table; empty if there is nothing to tell.
	 */
	String toMarkdown() {
		return this.rows.isEmpty() ? ""
				: "\n| goal | measured | met |\n|---|--:|---|\n" + String.join("\n", this.rows) + "\n";
	}

	private void annotations(Figure proxy, Figure allFour) {
		atMost("all four kinds, a plain call that succeeds: ≤ 2 bare proxies", allFour.nanos() / proxy.nanos(), 2,
				"%.2f");
		atMost("the same: allocates ≤ bare proxy + 32 B", more(allFour.bytes(), proxy.bytes()), 32, "%+.0f B");
		atMost("time limit on a plain call: ≤ bare proxy + 40 ns",
				find("OurAnnotations.timeLimit").nanos() - proxy.nanos(), 40, "%+.1f ns");
		double refused = find("OurAnnotations.refusedWithFallback").nanos();
		atMost("refused by an open circuit, with fallback: ≤ 2 bare proxies + 50 ns", refused - 2 * proxy.nanos(), 50,
				"2 proxies %+.1f ns");
	}

	/** In whole bytes: what the JVM itself allocates meanwhile adds fractions. */
	private static double more(double bytes, double than) {
		return Double.isNaN(bytes - than) ? Double.NaN : Math.rint(bytes - than);
	}

	private void peers() {
		atMost("circuit: ≤ 1/10 of resilience4j's annotation",
				find("OurAnnotations.circuit").nanos() / find("PeerAnnotations.resilience4jCircuitBreaker").nanos(),
				0.1, "%.3f");
		atMost("all four kinds on a future: ≤ 1/10 of resilience4j's",
				find("FutureAnnotations.allFour").nanos() / find("FutureAnnotations.resilience4jAllFour").nanos(), 0.1,
				"%.3f");
	}

	private void circuits(String benchmarks, String threads, double mostNanos, double mostNanosByTime) {
		Figure count = find(benchmarks + "ourGate");
		atMost(Figure.format("engine, circuit with a window of 100 calls, %s: ≤ %.0f ns", threads, mostNanos),
				count.nanos(), mostNanos, "%.1f ns");
		atMost("the same: allocates nothing", count.bytes(), 0.5, "%.0f B");
		atMost(Figure.format("the same with a window of 10,000: not growing (≤ %.1f times)", SAME),
				find(benchmarks + "ourGateLargeWindow").nanos() / count.nanos(), SAME, "%.2f");
		atMost(Figure.format("engine, circuit with a window of time, %s: ≤ %.0f ns", threads, mostNanosByTime),
				find(benchmarks + "ourGateTimeWindow").nanos(), mostNanosByTime, "%.1f ns");
	}

	private void watched(Figure alone) {
		notMeasurable("meters", find("WatchedCalls.allFourWithMeters"), alone);
		notMeasurable("a listener to events", find("WatchedCalls.allFourWithListener"), alone);
	}

	/**
	 * A difference within the errors of both is none that the run can tell; and a run
	 * whose errors are large can tell nothing.
	 */
	private void notMeasurable(String what, Figure with, Figure without) {
		double difference = with.nanos() - without.nanos();
		double errors = with.error() + without.error();
		if (!Double.isNaN(difference)) {
			String met = (errors > NOISE * without.nanos()) ? "too noisy to tell" : "yes";
			row(Figure.format("%s: not measurable on a call that succeeds (difference ≤ the errors, %.1f ns)", what,
					errors), Figure.format("%+.1f ns", difference), (difference <= errors) ? met : "no");
		}
	}

	private void atMost(String goal, double measured, double most, String pattern) {
		if (!Double.isNaN(measured)) {
			row(goal, Figure.format(pattern, measured), (measured <= most) ? "yes" : "no");
		}
	}

	private void row(String goal, String measured, String met) {
		this.rows.add("| " + goal + " | " + measured + " | " + met + " |");
	}

	/** Nothing but "not a number" where the run does not tell. */
	private Figure find(String name) {
		return this.figures.stream()
			.filter((figure) -> figure.name().equals(name) && !Double.isNaN(figure.error()))
			.findFirst()
			.orElse(new Figure(name, 0, Double.NaN, Double.NaN, Double.NaN));
	}

}
