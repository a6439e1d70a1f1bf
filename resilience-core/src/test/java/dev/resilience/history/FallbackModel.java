package dev.resilience.history;

import java.util.Map;
import java.util.TreeMap;

import dev.resilience.fallback.FallbackOutcome;

/** A fallback, as plainly as it can be said: it always has an answer. */
final class FallbackModel {

	final Map<FallbackOutcome, Long> outcomes = new TreeMap<>();

	/** The answer, or null if the result stands. */
	Result answer(Result result) {
		if (!result.isFailure() || result.isError() || result.isCancelled()) {
			return null;
		}
		this.outcomes.merge(FallbackOutcome.USED, 1L, Long::sum);
		return new Result("instead", null, null);
	}

}
