package dev.resilience.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * Measures what a start costs: {@code resilience-benchmarks/start-up [beans] [starts]}.
 * Each start has a JVM of its own, and the variants take turns, so that what else the
 * machine does hits all of them. Printed is the median, and the smallest and largest.
 * <p>
 * To read it: the first two lines tell what Spring takes for proxies anyway; what the
 * starter takes beyond that, with all its checks and warnings, is between the second and
 * the fourth.
 */
public final class StartupCost {

	private StartupCost() {
	}

	/**
	 * Measures, and prints a table.
	 * @param args the number of beans, and of starts of each variant
	 * @throws Exception if a start fails
	 */
	public static void main(String[] args) throws Exception {
		int beans = (args.length > 0) ? Integer.parseInt(args[0]) : 1_000;
		int starts = (args.length > 1) ? Integer.parseInt(args[1]) : 11;
		Path directory = Files.createTempDirectory("start-up");
		try {
			for (Variant.Annotations annotations : Variant.Annotations.values()) {
				GeneratedBeans.compile(beans, annotations, directory.resolve(annotations.name()));
			}
			Map<Variant, List<Long>> times = new EnumMap<>(Variant.class);
			for (int i = 0; i < starts; i++) {
				for (Variant variant : Variant.values()) {
					times.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(start(variant, beans, directory));
				}
			}
			print(times, beans, starts);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static long start(Variant variant, int beans, Path directory) throws IOException, InterruptedException {
		String classPath = directory.resolve(variant.annotations().name()) + File.pathSeparator
				+ System.getProperty("java.class.path");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, StartupRun.class.getName(), variant.name(), String.valueOf(beans))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		Assert.state(process.waitFor() == 0, () -> variant + " did not start: " + output);
		return Long.parseLong(output.substring(output.lastIndexOf('\n') + 1));
	}

	private static void print(Map<Variant, List<Long>> times, int beans, int starts) {
		System.out.printf("%n%,d beans with %d methods each, %d starts of each, %s %s, %d processors%n%n", beans,
				GeneratedBeans.METHODS, starts, System.getProperty("java.vm.name"), System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors());
		System.out.println("| | ms | least to most | more than without |");
		System.out.println("|---|--:|--:|--:|");
		long without = median(Objects.requireNonNull(times.get(Variant.WITHOUT_STARTER)));
		times.forEach((variant, list) -> {
			long[] sorted = sorted(list);
			System.out.printf("| %s | %d | %d to %d | %d |%n",
					variant.name().toLowerCase(Locale.ROOT).replace('_', ' '), median(list), sorted[0],
					sorted[sorted.length - 1], median(list) - without);
		});
	}

	private static long median(List<Long> times) {
		return sorted(times)[times.size() / 2];
	}

	private static long[] sorted(List<Long> times) {
		long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
		Arrays.sort(sorted);
		return sorted;
	}

}
