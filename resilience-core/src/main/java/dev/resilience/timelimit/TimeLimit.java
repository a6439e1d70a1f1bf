package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.policy.PolicyKind;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one policy: says how long an attempt may take, and what is told when
 * it took longer. It neither waits nor calls; the links do. Shared by all methods of the
 * policy and all threads.
 */
public final class TimeLimit {

	private static final long OVERRUN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/** From so many ticks of the clock on one of them does not matter. */
	private static final int TICKS = 100;

	private final String policy;

	private final TimeLimitSpec spec;

	private final TimeSource time;

	private final EventHub events;

	private final long timeoutNanos;

	private final boolean coarse;

	private final Counters<TimeLimitOutcome> outcomes = new Counters<>(TimeLimitOutcome.class,
			TimeLimitOutcome.COMPLETED);

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
		this.coarse = time.coarseLag() > 0 && spec.total() == null && this.timeoutNanos >= TICKS * time.coarseLag();
	}

	/** Whether it does not matter where in a tick of the clock an attempt begins. */
	boolean isCoarse() {
		return this.coarse;
	}

	/**
	 * What an attempt that begins now may take.
	 * @param start when it begins
	 */
	Allowance allow(Call call, long start) {
		long left = call.totalLeft(start);
		boolean total = left <= this.timeoutNanos;
		return new Allowance(start, total ? left : this.timeoutNanos, total);
	}

	/** The nanoseconds of {@link #allow}, for a call that needs no more of it. */
	long allowedNanos(Call call, long start) {
		return Math.min(call.totalLeft(start), this.timeoutNanos);
	}

	/**
	 * How long one attempt may take.
	 *
	 * @param start when the attempt began
	 * @param nanos how long it may take, in nanoseconds
	 * @param total whether that is what is left of the whole call
	 */
	record Allowance(long start, long nanos, boolean total) {

		long deadline() {
			return Call.deadline(this.start + this.nanos);
		}

		long left(long now) {
			return this.nanos - (now - this.start);
		}

		/** What took just as long as it may is in time. */
		boolean isLate(long end) {
			return end - this.start > this.nanos;
		}

	}

	/** How an attempt was when its limit passed. */
	enum Late {

		/** It had not begun. */
		NOT_BEGUN,

		/** It was still going on, or had been interrupted. */
		UNDER_WAY,

		/** It was still going on somewhere else, and nobody waited for its end. */
		LEFT_BEHIND,

		/** It came back normally. */
		DONE

	}

	void completed() {
		this.outcomes.count(TimeLimitOutcome.COMPLETED);
	}

	/** For a plain call, which may be counted when it is over. */
	void completed(Call call) {
		if (!call.noteSuccess(PolicyKind.TIME_LIMIT)) {
			completed();
		}
	}

	/**
	 * Where attempts that came back in time are counted.
	 * @return the counters
	 */
	public Counters<?> successes() {
		return this.outcomes;
	}

	/**
	 * What the caller is told of an attempt that took too long.
	 * @param late how it was
	 * @param thrown what the method threw, or null if it threw nothing
	 */
	TimeLimitExceededException passed(Call call, Allowance allowance, Late late, @Nullable Throwable thrown) {
		long now = this.time.nanos();
		boolean total = allowance.total || call.totalLeft(now) <= 0;
		if (late == Late.DONE) {
			call.makeThisAttemptTheLast();
		}
		boolean overrun = late != Late.LEFT_BEHIND && now - allowance.deadline() > OVERRUN_NANOS;
		this.outcomes.count(overrun ? TimeLimitOutcome.OVERRUN : TimeLimitOutcome.TIMED_OUT);
		ErrorCode code = total ? ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED : ErrorCode.TIME_LIMIT_EXCEEDED;
		Duration limit = Duration.ofNanos(total ? call.site().totalNanos() : allowance.nanos);
		Duration elapsed = Duration
			.ofNanos(total ? call.site().totalNanos() - call.totalLeft(now) : now - allowance.start);
		if (this.events.isHeard(TimeLimitPassed.class)) {
			this.events
				.publish(new TimeLimitPassed(this.policy, this.time.wallClock(), code.name(), limit, elapsed, overrun));
		}
		TimeLimitExceededException exceeded = new TimeLimitExceededException(this.policy, code, limit, elapsed);
		if (thrown != null) {
			exceeded.addSuppressed(thrown);
		}
		return exceeded;
	}

	/** What the caller is told of an attempt for which there is no worker. */
	ConcurrencyLimitExceededException refused(Call call, int workers) {
		call.markRefused();
		if (this.events.isHeard(CallRejected.class)) {
			this.events.publish(new CallRejected(this.policy, this.time.wallClock(),
					ErrorCode.CONCURRENCY_LIMIT_EXCEEDED.name(), null));
		}
		return new ConcurrencyLimitExceededException(this.policy, workers);
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
