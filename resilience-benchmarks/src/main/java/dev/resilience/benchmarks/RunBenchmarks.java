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
 * Runs the benchmarks and prints a table. From the root of the project:
 *
 * <pre>
 * resilience-benchmarks/run                      all of them, about 17 minutes
 * resilience-benchmarks/run --quick              only whether they run
 * resilience-benchmarks/run -f 1 OurAnnotations  with options of JMH, and some of them
 * </pre>
 *
 * All are calls that succeed at once, of a method that does next to nothing, so the
 * numbers are the cost of what surrounds it; the one exception is
 * {@code refusedWithFallback}. The column "to proxy" compares a bean's call with one
 * through an empty Spring proxy, which is what any library of this kind costs at least.
 * Numbers of different machines, JDKs or days do not compare; those of one table do.
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
