package dev.resilience.timelimit;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.timelimit.TimeLimit.Allowance;
import dev.resilience.timelimit.TimeLimit.Late;
import org.jspecify.annotations.Nullable;

/**
 * Limits the attempts of a plain call that must not be interrupted: its caller is only
 * told, when it comes back, that it took too long.
 */
public final class UninterruptedLimitLink implements Link {

	private final TimeLimit limit;

	private final Link next;

	/**
	 * Puts a time limit before a link.
	 * @param limit the policy's time limit
	 * @param next what is limited
	 */
	public UninterruptedLimitLink(TimeLimit limit, Link next) {
		this.limit = limit;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Allowance allowance = this.limit.allow(call, this.limit.time().nanos());
		if (allowance.nanos() <= 0) {
			throw this.limit.passed(call, allowance, Late.NOT_BEGUN, null);
		}
		Object result = null;
		Throwable thrown = null;
		long outer = call.limitAttempt(allowance.deadline());
		try {
			result = this.next.call(call);
		}
		catch (Throwable failure) {
			thrown = failure;
		}
		call.limitAttempt(outer);
		if (allowance.isLate(this.limit.time().nanos())) {
			throw this.limit.passed(call, allowance, (thrown != null) ? Late.UNDER_WAY : Late.DONE, thrown);
		}
		this.limit.completed(call);
		if (thrown != null) {
			throw thrown;
		}
		return result;
	}

}
