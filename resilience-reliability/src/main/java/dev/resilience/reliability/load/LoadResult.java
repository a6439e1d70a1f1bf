package dev.resilience.reliability.load;

import java.util.Map;

/**
 * What came of the requests of one section.
 *
 * @param name the section
 * @param seconds how long it was
 * @param sent how many requests left
 * @param answered how many were answered in full
 * @param degraded how many got the answer of a fallback
 * @param failed all others, by what they got instead
 * @param p50 the median time to an answer in milliseconds, from when the request was
 * meant to leave
 * @param p99 what one in a hundred took longer than, in milliseconds
 * @param max the longest, in milliseconds
 */
public record LoadResult(String name, double seconds, long sent, long answered, long degraded, Map<String, Long> failed,
		double p50, double p99, double max) {

	/**
	 * How many failed.
	 * @return the number, of whatever kind
	 */
	public long failures() {
		return this.failed.values().stream().mapToLong(Long::longValue).sum();
	}

}
