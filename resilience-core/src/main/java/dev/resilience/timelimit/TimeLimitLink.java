package dev.resilience.timelimit;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.timelimit.ThreadLimits.Place;
import dev.resilience.timelimit.TimeLimit.Allowance;
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
		long start = this.limit.time().nanos();
		Allowance allowance = this.limit.allow(call, start);
		if (allowance.nanos() <= 0) {
			throw this.limit.passed(call, allowance, Late.NOT_BEGUN, null);
		}
		Object result = null;
		Throwable thrown = null;
		Place place = this.limit.spec().interrupt() ? this.watchdog.arm(allowance.deadline()) : null;
		long outer = call.limitAttempt(allowance.deadline());
		try {
			result = this.next.call(call);
		}
		catch (Throwable failure) {
			thrown = failure;
		}
		boolean passed = (place == null) ? allowance.isLate(this.limit.time().nanos())
				: (thrown == null) ? this.watchdog.disarm(place) : this.watchdog.disarmAfterFailure(place);
		call.limitAttempt(outer);
		if (passed) {
			throw this.limit.passed(call, allowance, (thrown != null) ? Late.UNDER_WAY : Late.DONE, thrown);
		}
		this.limit.completed();
		if (thrown != null) {
			throw thrown;
		}
		return result;
	}

}
