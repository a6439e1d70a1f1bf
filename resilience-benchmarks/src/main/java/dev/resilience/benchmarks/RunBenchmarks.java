package dev.resilience.benchmarks;

import java.io.IOException;
import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints a table, and below it which goals the run reaches. From
 * the root of the project:
 *
 * <pre>
 * resilience-benchmarks/run                      all of them, about 40 minutes
 * resilience-benchmarks/run --quick              only whether they run, about 2 minutes
 * resilience-benchmarks/run -f 1 OurAnnotations  with options of JMH, and some of them
 * JAVA_HOME=... resilience-benchmarks/run        on another JDK, which builds and measures
 * </pre>
 *
 * Methods do next to nothing, and calls succeed at once, so the numbers are the cost of
 * what surrounds them. Calls fail in {@link FailingCircuit} and are refused in
 * {@code refusedWithFallback} alone. The column "to proxy" compares a bean's call with
 * one through an empty Spring proxy that as many threads call, which is what any library
 * of this kind costs at least. Numbers of different machines, JDKs or days do not
 * compare; those of one table do. Goals are told of benchmarks that were measured more
 * than once.
 * <p>
 * Measured here are single calls. What a hundred thousand cost that wait at once,
 * measures {@link dev.resilience.benchmarks.manycalls.ManyCalls}; what a start costs,
 * {@link dev.resilience.benchmarks.startup.StartupCost}.
 */
public final class RunBenchmarks {

	private RunBenchmarks() {
	}

	/**
	 * Runs them.
	 * @param args options of JMH
	 * @throws CommandLineOptionException if there is no such option
	 * @throws IOException if the help cannot be printed
	 * @throws RunnerException if a benchmark fails, or does not do what it says
	 */
	public static void main(String[] args) throws CommandLineOptionException, IOException, RunnerException {
		CommandLineOptions given = new CommandLineOptions(args);
		Options options = new OptionsBuilder().parent(given)
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.build();
		Runner runner = new Runner(options);
		if (given.shouldHelp()) {
			given.showHelp();
		}
		else if (given.shouldList()) {
			runner.list();
		}
		else {
			Collection<RunResult> results = runner.run();
			System.out.println(new ResultTable(results).toMarkdown());
		}
	}

}
