package dev.resilience.timelimit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.policy.Call;
import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.Link;
import dev.resilience.time.TimeSource;
import dev.resilience.timelimit.TimeLimit.Allowance;
import dev.resilience.timelimit.TimeLimit.Late;
import dev.resilience.worker.WorkerTask;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/**
 * In place of {@link TimeLimitLink} where a worker makes the attempts of a plain call:
 * the caller waits, and is free at the limit, whatever the method does.
 */
public final class WorkerTimeLimitLink implements Link {

	private final TimeLimit limit;

	private final Workers workers;

	private final boolean oneAttempt;

	private final Link next;

	/**
	 * Puts a time limit before a link.
	 * @param limit the policy's time limit
	 * @param workers who make the attempts
	 * @param oneAttempt whether what is limited is one attempt, not all with the waits
	 * between
	 * @param next what is limited
	 */
	public WorkerTimeLimitLink(TimeLimit limit, Workers workers, boolean oneAttempt, Link next) {
		this.limit = limit;
		this.workers = workers;
		this.oneAttempt = oneAttempt;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Allowance allowance = this.limit.allow(call, this.limit.time().nanos());
		if (allowance.nanos() <= 0) {
			throw this.limit.passed(call, allowance, Late.NOT_BEGUN, null);
		}
		DetachedCall attempt = DetachedCall.attemptOf(call);
		attempt.limitAttempt(allowance.deadline());
		Handover handover = new Handover(attempt, this.next, this.limit.time());
		if (!this.workers.tryRun(handover)) {
			throw this.limit.refused(call, this.workers.max());
		}
		boolean back = handover.await(allowance);
		if (!back) {
			attempt.cancel();
			if (this.limit.spec().interrupt()) {
				handover.interrupt();
			}
			if (this.oneAttempt) {
				call.attemptTook(allowance.nanos());
			}
			throw this.limit.passed(call, allowance, Late.LEFT_BEHIND, null);
		}
		call.takeOver(attempt);
		Throwable thrown = handover.thrown;
		if (allowance.isLate(handover.end)) {
			throw this.limit.passed(call, allowance, (thrown != null) ? Late.UNDER_WAY : Late.DONE, thrown);
		}
		this.limit.completed(call);
		if (thrown != null) {
			throw thrown;
		}
		return handover.result;
	}

	/**
	 * One attempt, between the caller who waits and the worker who makes it. An interrupt
	 * of the caller goes to the worker, as it would have gone to the method, and what the
	 * method leaves of it comes back.
	 */
	private static final class Handover extends WorkerTask {

		private final DetachedCall attempt;

		private final Link next;

		private final TimeSource time;

		private final Thread caller = Thread.currentThread();

		/**
		 * Whoever changes it has decided, the worker who is back or the caller who goes;
		 * the worker's change publishes the outcome.
		 */
		private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

		private @Nullable Object result;

		private @Nullable Throwable thrown;

		private boolean leftInterrupted;

		private long end;

		Handover(DetachedCall attempt, Link next, TimeSource time) {
			this.attempt = attempt;
			this.next = next;
			this.time = time;
		}

		@Override
		protected void work() {
			try {
				this.attempt.resume(this::callNext);
			}
			catch (Throwable broken) {
				this.thrown = broken;
			}
		}

		private void callNext() {
			if (this.state.get() != State.WAITING) {
				// the limit has passed before a worker had its turn
				return;
			}
			try {
				this.result = this.next.call(this.attempt);
			}
			catch (Throwable failure) {
				this.thrown = failure;
			}
		}

		@Override
		protected void over(boolean interrupted) {
			this.leftInterrupted = interrupted;
			this.end = this.time.nanos();
			if (this.state.compareAndSet(State.WAITING, State.BACK)) {
				LockSupport.unpark(this.caller);
			}
		}

		/**
		 * Waits on the caller's thread.
		 * @return whether the attempt came back; if not, it is left behind
		 */
		boolean await(Allowance allowance) {
			boolean interrupted = false;
			boolean passedOn = false;
			while (this.state.get() == State.WAITING) {
				long left = allowance.left(this.time.nanos());
				if (left <= 0) {
					this.state.compareAndSet(State.WAITING, State.LEFT_BEHIND);
				}
				else {
					this.time.park(left);
					if (Thread.interrupted()) {
						interrupted = true;
						passedOn = interrupt();
					}
				}
			}
			boolean back = this.state.get() == State.BACK;
			boolean keep = (back && passedOn) ? this.leftInterrupted : interrupted;
			if (keep) {
				this.caller.interrupt();
			}
			return back;
		}

	}

	private enum State {

		WAITING, BACK, LEFT_BEHIND

	}

}
