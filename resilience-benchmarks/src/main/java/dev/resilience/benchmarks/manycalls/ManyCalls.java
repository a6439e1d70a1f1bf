package dev.resilience.benchmarks.manycalls;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.resilience.benchmarks.RunEnvironment;
import dev.resilience.benchmarks.manycalls.Run.Result;

import org.springframework.util.Assert;

/**
 * Measures what very many calls cost that wait at once:
 * {@code resilience-benchmarks/many-calls [calls]}. It takes about a minute.
 * <p>
 * Each kind of call is measured bare and then protected, in one JVM; what is told of heap
 * is the difference, so it is the cost of this library. Limits and waits differ by up to
 * four seconds. Of the limited calls one in a hundred never ends by itself, so its limit
 * comes; the wait before a retry ends for all of them. How late that is has to be read
 * beside how long a thread overslept meanwhile, which is the fault of the machine. Times
 * of a call are told with a thousand others waiting and with all others waiting: what
 * costs the same however many wait differs no more than it does for bare calls, for which
 * it is memory that becomes slower.
 */
public final class ManyCalls {

	private static final int USUAL_CALLS = 100_000;

	private static final Duration SHORTEST = Duration.ofSeconds(6);

	/** So many calls are begun and measured in a second, on a slow machine. */
	private static final int CALLS_IN_A_SECOND = 50_000;

	private ManyCalls() {
	}

	/**
	 * Measures, and prints a table.
	 * @param args the number of calls
	 */
	public static void main(String[] args) {
		int calls = (args.length > 0) ? Integer.parseInt(args[0]) : USUAL_CALLS;
		Assert.isTrue(calls >= Run.FEW, "There have to be at least " + Run.FEW + " calls");
		Duration shortest = SHORTEST.plusSeconds(calls / CALLS_IN_A_SECOND);
		List<Kind> kinds = Arrays.stream(Kind.values()).filter(Kind::possible).toList();
		List<Column> columns = kinds.stream().map((kind) -> measure(kind, calls, shortest)).toList();
		System.out.printf(Locale.ROOT, "%n%s, limits and waits of %d s and more%n%n", RunEnvironment.machine(),
				shortest.toSeconds());
		print(calls, columns);
	}

	private static Column measure(Kind kind, int calls, Duration shortest) {
		Result bare = new Run(kind::bare).measure(calls);
		Result ours = new Run((most) -> kind.ours(most, shortest)).measure(calls);
		return new Column(kind, bare, ours);
	}

	private static void print(int calls, List<Column> columns) {
		row(String.format(Locale.ROOT, "%,d at once", calls), columns, (column) -> column.kind.label());
		row("---", columns, (column) -> "--:");
		row("timer threads", columns, (column) -> String.valueOf(column.ours.timers()));
		row("other threads of ours while all wait; at most, when time comes", columns,
				(column) -> column.ours.others() + "; " + column.ours.mostOthers());
		row("bytes of heap a waiting call: ours (with, without)", columns, (column) -> format("%.0f (%.0f, %.0f)",
				column.ours.bytes() - column.bare.bytes(), column.ours.bytes(), column.bare.bytes()));
		row("times that came", columns, (column) -> format("%,d", column.ours.lateness().count()));
		row("late: 99 of 100, worst (a thread overslept)", columns, (column) -> format("%.1f ms, %.1f ms (%.1f ms)",
				column.ours.lateness().millis(0.99), column.ours.lateness().millis(1), column.ours.nap()));
		costs("to begin a call", columns, Rounds.Costs::begin);
		costs("to end it in time", columns, Rounds.Costs::end);
		costs("to cancel it", columns, Rounds.Costs::cancel);
	}

	private static void costs(String label, List<Column> columns, Function<Rounds.Costs, Double> cost) {
		row(format("%s, %,d waiting → all: ours", label, Run.FEW), columns, (column) -> cost(column.ours, cost));
		row(format("%s, %,d waiting → all: bare", label, Run.FEW), columns, (column) -> cost(column.bare, cost));
	}

	private static String cost(Result result, Function<Rounds.Costs, Double> cost) {
		double few = cost.apply(result.few());
		return Double.isNaN(few) ? "" : format("%.0f → %.0f ns", few, cost.apply(result.many()));
	}

	private static void row(String label, List<Column> columns, Function<Column, String> cell) {
		System.out.println("| " + label + " | " + String.join(" | ", columns.stream().map(cell).toList()) + " |");
	}

	private static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

	/** What was measured of one kind. */
	private record Column(Kind kind, Result bare, Result ours) {

	}

}
