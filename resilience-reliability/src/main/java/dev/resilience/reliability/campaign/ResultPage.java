package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The page with the results of the last recorded runs. */
final class ResultPage {

	private static final Path PAGE = Path.of("RELIABILITY.md");

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	private ResultPage() {
	}

	/** A fresh file for what the application logs, below the module's target. */
	static Path log(String name) throws IOException {
		Path log = Path.of("resilience-reliability", "target", name).toAbsolutePath();
		Files.createDirectories(log.getParent());
		Files.deleteIfExists(log);
		return log;
	}

	/**
	 * Puts results in the place of the last ones.
	 * @param section the name in the comments around them
	 */
	static void write(String section, String results) throws IOException {
		Files.writeString(PAGE, replaced(Files.readString(PAGE), section, results));
	}

	static String replaced(String page, String section, String results) {
		String begin = "<!-- " + section + " -->\n";
		int from = page.indexOf(begin);
		int to = page.indexOf("<!-- /" + section + " -->");
		if (from < 0 || to < from) {
			throw new IllegalStateException("The page has no place for " + section);
		}
		return page.substring(0, from + begin.length()) + results + page.substring(to);
	}

	/** Where and when a run was made. */
	static String environment() {
		return LocalDate.now() + ", " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")
				+ ", " + Runtime.getRuntime().availableProcessors() + " processors" + cpu() + ", "
				+ System.getProperty("os.name") + " " + System.getProperty("os.version");
	}

	/** As the kernel names it; other systems have no such file. */
	private static String cpu() {
		try (Stream<String> lines = Files.lines(CPU_INFO)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
				.findFirst()
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

}
