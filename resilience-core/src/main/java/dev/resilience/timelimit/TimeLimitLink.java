package dev.resilience.timelimit;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.timelimit.ThreadLimits.Place;
import org.jspecify.annotations.Nullable;

/**
 * Limits the attempts of a plain call, which stays on the caller's thread and is
 * interrupted there.
 */
public final class TimeLimitLink implements Link {

	private final TimeLimit limit;

	private final Watchdog watchdog;

	private final Link next;

	/**
	 * Puts a time limit before a link.
	 * @param limit the policy's time limit
	 * @param watchdog who interrupts
	 * @param next what is limited
	 */
	public TimeLimitLink(TimeLimit limit, Watchdog watchdog, Link next) {
		this.limit = limit;
		this.watchdog = watchdog;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		long start = this.limit.time().nanos();
		long left = call.totalLeft(start);
		boolean total = left <= this.limit.timeoutNanos();
		long nanos = total ? left : this.limit.timeoutNanos();
		if (nanos <= 0) {
			throw this.limit.passed(call, start, 0, true, null);
		}
		Object result = null;
		Throwable thrown = null;
		Place place = this.limit.spec().interrupt() ? this.watchdog.arm(start + nanos) : null;
		long outer = call.limitAttempt(start + nanos);
		try {
			result = this.next.call(call);
		}
		catch (Throwable failure) {
			thrown = failure;
		}
		boolean passed = (place != null) ? this.watchdog.disarm(place) : this.limit.time().nanos() - start > nanos;
		call.limitAttempt(outer);
		if (passed) {
			throw this.limit.passed(call, start, nanos, total, thrown);
		}
		this.limit.completed();
		if (thrown != null) {
			throw thrown;
		}
		return result;
	}

}
