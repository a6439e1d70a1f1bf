package dev.resilience.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/** Where and how a run was made, without which its numbers say nothing. */
public final class RunEnvironment {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	private RunEnvironment() {
	}

	static String describe(BenchmarkParams params) {
		return String.join("\n",
				"- " + LocalDate.now() + ", forks: " + params.getForks() + ", each warmed up for "
						+ iterations(params.getWarmup()) + " and measured for " + iterations(params.getMeasurement()),
				"- " + machine(params.getVmName(), params.getVmVersion()),
				"- Spring Boot " + SpringBootVersion.getVersion() + ", Spring Framework " + SpringVersion.getVersion());
	}

	/**
	 * Where this code runs.
	 * @return the JVM and the machine
	 */
	public static String machine() {
		return LocalDate.now() + ", "
				+ machine(System.getProperty("java.vm.name"), System.getProperty("java.vm.version"));
	}

	private static String machine(String vmName, String vmVersion) {
		return vmName + " " + vmVersion + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + cpu()
				+ ", " + System.getProperty("os.name") + " " + System.getProperty("os.version");
	}

	private static String iterations(IterationParams params) {
		return params.getCount() + " × " + params.getTime();
	}

	/** As the kernel names it; other systems have no such file. */
	private static String cpu() {
		try (Stream<String> lines = Files.lines(CPU_INFO)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(architecture());
		}
		catch (IOException ex) {
			return architecture();
		}
	}

	private static String architecture() {
		return System.getProperty("os.arch");
	}

}
