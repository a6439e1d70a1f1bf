package dev.resilience.reliability.subject;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What {@code /watch} tells.
 *
 * @param asked how many questions have come in
 * @param over how many of these are over
 * @param strays how many interrupts were found on a thread between requests
 * @param threads how many threads there are of each name; numbers in names are a #
 * @param peakThreads the most threads that there have been at once
 * @param heap the bytes in use
 */
public record WatchReport(long asked, long over, long strays, Map<String, Integer> threads, int peakThreads,
		long heap) {

	/** How the names of the library's threads begin. */
	private static final String OURS = "resilience-";

	/**
	 * The library's threads.
	 * @return how many there are
	 */
	public int ours() {
		return count((name) -> name.startsWith(OURS));
	}

	/**
	 * All threads.
	 * @return how many there are
	 */
	public int all() {
		return count((name) -> true);
	}

	/**
	 * Threads that are neither the library's nor of a pool that grows with load and
	 * shrinks a minute later: the server's and the HTTP client's.
	 * @return how many there are
	 */
	public int others() {
		return count((name) -> !name.startsWith(OURS) && !name.matches("http-nio-.*-exec-#")
				&& !name.matches("HttpClient-#-Worker.*"));
	}

	private int count(Predicate<String> names) {
		return this.threads.entrySet()
			.stream()
			.filter((entry) -> names.test(entry.getKey()))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

}
