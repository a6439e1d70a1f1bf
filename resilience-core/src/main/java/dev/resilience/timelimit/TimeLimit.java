package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one policy: says how long an attempt may take, and what is told when
 * it took longer. It neither waits nor calls; {@link TimeLimitLink} does. Shared by all
 * methods of the policy and all threads.
 */
public final class TimeLimit {

	private static final long OVERRUN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final String policy;

	private final TimeLimitSpec spec;

	private final TimeSource time;

	private final EventHub events;

	private final long timeoutNanos;

	private final Counters<TimeLimitOutcome> outcomes = new Counters<>(TimeLimitOutcome.class);

	/**
	 * Makes the time limit of a policy.
	 * @param policy the policy's name
	 * @param spec how long
	 * @param time the clock
	 * @param events who is told
	 */
	public TimeLimit(String policy, TimeLimitSpec spec, TimeSource time, EventHub events) {
		this.policy = policy;
		this.spec = spec;
		this.time = time;
		this.events = events;
		this.timeoutNanos = spec.timeout().toNanos();
	}

	long timeoutNanos() {
		return this.timeoutNanos;
	}

	void completed() {
		this.outcomes.count(TimeLimitOutcome.COMPLETED);
	}

	/**
	 * What the caller is told of an attempt that took too long.
	 * @param start when the attempt began
	 * @param limit how long it was allowed to take, in nanoseconds
	 * @param total whether that was what was left of the whole call
	 * @param thrown what the method threw, or null if it came back normally
	 */
	TimeLimitExceededException passed(Call call, long start, long limit, boolean total, @Nullable Throwable thrown) {
		long now = this.time.nanos();
		if (total || thrown == null) {
			// no time is left, or the work is done
			call.makeThisAttemptTheLast();
		}
		boolean overrun = now - start - limit > OVERRUN_NANOS;
		this.outcomes.count(overrun ? TimeLimitOutcome.OVERRUN : TimeLimitOutcome.TIMED_OUT);
		ErrorCode code = total ? ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED : ErrorCode.TIME_LIMIT_EXCEEDED;
		Duration named = Duration.ofNanos(total ? call.site().totalNanos() : limit);
		Duration elapsed = Duration.ofNanos(total ? call.site().totalNanos() - call.totalLeft(now) : now - start);
		if (this.events.isHeard()) {
			this.events
				.publish(new TimeLimitPassed(this.policy, this.time.wallClock(), code.name(), named, elapsed, overrun));
		}
		TimeLimitExceededException exceeded = new TimeLimitExceededException(this.policy, code, named, elapsed);
		if (thrown != null) {
			exceeded.addSuppressed(thrown);
		}
		return exceeded;
	}

	TimeSource time() {
		return this.time;
	}

	/**
	 * How long.
	 * @return the spec
	 */
	public TimeLimitSpec spec() {
		return this.spec;
	}

	/**
	 * How many attempts ended so.
	 * @param outcome the end
	 * @return the number since the policy exists
	 */
	public long calls(TimeLimitOutcome outcome) {
		return this.outcomes.of(outcome);
	}

}
