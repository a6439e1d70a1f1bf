package dev.resilience.history;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.ErrorCode;
import dev.resilience.timelimit.TimeLimitOutcome;
import dev.resilience.timelimit.TimeLimitSpec;

/** A time limit, as plainly as it can be said. */
final class TimeLimitModel {

	private static final long OVERRUN = Duration.ofMillis(100).toNanos();

	final Map<TimeLimitOutcome, Long> outcomes = new TreeMap<>();

	private final TimeLimitSpec spec;

	private final ModelClock clock;

	TimeLimitModel(TimeLimitSpec spec, ModelClock clock) {
		this.spec = spec;
		this.clock = clock;
	}

	/** What is left of a whole call. */
	long totalLeft(ModelCall call) {
		return (this.spec.total() != null) ? call.began + this.spec.total().toNanos() - this.clock.now()
				: Long.MAX_VALUE;
	}

	/** What an attempt may take that begins now. */
	void limit(ModelCall call) {
		call.allowance = Math.min(this.spec.timeout().toNanos(), totalLeft(call));
		call.limitIsTotal = totalLeft(call) <= this.spec.timeout().toNanos();
	}

	void completed() {
		count(TimeLimitOutcome.COMPLETED);
	}

	/**
	 * What becomes of an attempt that was too late.
	 * @param result what the method came back with, or null if nobody waited for it
	 */
	Result late(ModelCall call, Result result) {
		long took = this.clock.now() - call.attemptBegan;
		boolean total = call.limitIsTotal || totalLeft(call) <= 0;
		call.mayNotTryAgain |= total || (result != null && !result.isFailure());
		call.overrun = result != null && took - call.allowance > OVERRUN;
		count(call.overrun ? TimeLimitOutcome.OVERRUN : TimeLimitOutcome.TIMED_OUT);
		return total
				? Result.late(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED, this.spec.total().toNanos(),
						this.clock.now() - call.began)
				: Result.late(ErrorCode.TIME_LIMIT_EXCEEDED, call.allowance, took);
	}

	private void count(TimeLimitOutcome outcome) {
		this.outcomes.merge(outcome, 1L, Long::sum);
	}

}
