package dev.resilience.sample.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * How ill the provider is.
 *
 * @param errorRate the share of requests that fail, 0 to 1
 * @param status the HTTP status of those that fail, 400 to 599
 * @param latency how long every request waits for its answer
 * @param retryAfter what the failed ones name in their Retry-After header, or null
 */
record Faults(double errorRate, int status, Duration latency, @Nullable Duration retryAfter) {

	static final Faults NONE = new Faults(0, 503, Duration.ZERO, null);

	/**
	 * Draws whether the request at hand fails.
	 * @return true with the probability of the error rate
	 */
	boolean strike() {
		return ThreadLocalRandom.current().nextDouble() < this.errorRate;
	}

	/**
	 * The answer to a request that fails.
	 * @return the status, and the Retry-After header if there is one
	 */
	Reply reply() {
		Reply reply = Reply.apiError(this.status, "The provider is ill, as /faults told it to be", "injected_fault");
		return (this.retryAfter != null) ? reply.withHeader("Retry-After", wholeSeconds(this.retryAfter)) : reply;
	}

	/**
	 * These faults as /faults shows them, and takes them back.
	 * @return the keys and values of the JSON object
	 */
	Map<String, Object> toJson() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("errorRate", this.errorRate);
		json.put("status", this.status);
		json.put("latency", print(this.latency));
		if (this.retryAfter != null) {
			json.put("retryAfter", print(this.retryAfter));
		}
		return json;
	}

	private static String wholeSeconds(Duration duration) {
		return Long.toString(duration.plusSeconds(1).minusNanos(1).toSeconds());
	}

	private static String print(Duration duration) {
		boolean seconds = !duration.isZero() && duration.toMillisPart() == 0;
		return seconds ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
	}

}
