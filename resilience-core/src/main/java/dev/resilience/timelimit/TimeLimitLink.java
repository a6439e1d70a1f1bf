package dev.resilience.timelimit;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.timelimit.ThreadLimits.Place;
import dev.resilience.timelimit.TimeLimit.Late;
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
		long start = this.limit.isCoarse() ? this.limit.time().coarseNanos() : this.limit.time().nanos();
		long nanos = this.limit.allowedNanos(call, start);
		if (nanos <= 0) {
			throw this.limit.passed(call, this.limit.allow(call, start), Late.NOT_BEGUN, null);
		}
		Object result = null;
		Throwable thrown = null;
		Place place = this.limit.isCoarse() ? this.watchdog.armCoarsely(start, nanos, call.isOutermost())
				: this.watchdog.arm(Call.deadline(start + nanos), call.isOutermost());
		try {
			result = this.next.call(call);
		}
		catch (Throwable failure) {
			thrown = failure;
		}
		boolean passed = (thrown == null) ? this.watchdog.disarm(place) : this.watchdog.disarmAfterFailure(place);
		if (passed) {
			throw this.limit.passed(call, this.limit.allow(call, start), (thrown != null) ? Late.UNDER_WAY : Late.DONE,
					thrown);
		}
		this.limit.completed(call);
		if (thrown != null) {
			throw thrown;
		}
		return result;
	}

}
