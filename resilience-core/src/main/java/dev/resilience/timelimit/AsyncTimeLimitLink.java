package dev.resilience.timelimit;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import dev.resilience.time.Timer;
import dev.resilience.timelimit.TimeLimit.Allowance;
import dev.resilience.timelimit.TimeLimit.Late;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Limits the attempts of a call whose outcome comes later: at the limit the attempt is
 * cancelled, and the call goes on without it. With workers, one of them runs the method
 * until it has returned.
 */
public final class AsyncTimeLimitLink implements AsyncLink {

	final TimeLimit limit;

	final Timer timer;

	/** Whether what is limited is one attempt, not all with the waits between. */
	final boolean oneAttempt;

	private final @Nullable Workers workers;

	private final AsyncLink next;

	/**
	 * Puts a time limit before a link.
	 * @param limit the policy's time limit
	 * @param timer what the limits are on
	 * @param workers who run the method, or null to have it run on the thread that is
	 * there
	 * @param oneAttempt whether what is limited is one attempt, not all with the waits
	 * between
	 * @param next what is limited
	 */
	public AsyncTimeLimitLink(TimeLimit limit, Timer timer, @Nullable Workers workers, boolean oneAttempt,
			AsyncLink next) {
		this.limit = limit;
		this.timer = timer;
		this.oneAttempt = oneAttempt;
		this.workers = workers;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		Allowance allowance = this.limit.allow(call, this.limit.time().nanos());
		if (allowance.nanos() <= 0) {
			then.ended(null, this.limit.passed(call, allowance, Late.NOT_BEGUN, null));
			return;
		}
		LimitedAttempt attempt = new LimitedAttempt(this, call, allowance, then);
		if (!call.tryRegister(attempt)) {
			this.limit.completed();
			then.ended(null, DetachedCall.cancellation(null));
			return;
		}
		try {
			attempt.start(this.workers, this.next);
		}
		catch (Throwable noThread) {
			attempt.refuse(noThread);
		}
	}

}
