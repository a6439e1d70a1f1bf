package dev.resilience.retry;

import java.util.Objects;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Callback;
import dev.resilience.policy.Cancellable;
import dev.resilience.policy.DetachedCall;
import dev.resilience.retry.Retry.Next;
import dev.resilience.time.Timer;
import dev.resilience.time.Timer.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of a call whose outcome comes later. Waits on the timer; each
 * further attempt begins on a stack of its own, so that many need no deeper one than few.
 */
public final class AsyncRetryLink implements AsyncLink {

	private final Retry retry;

	private final AsyncLink next;

	/**
	 * Puts a retry before a link.
	 * @param retry the policy's retry
	 * @param next what is tried
	 */
	public AsyncRetryLink(Retry retry, AsyncLink next) {
		this.retry = retry;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		this.retry.started();
		call.inRetry(true);
		this.next.start(call, new Attempts(call, then));
	}

	/** The attempts of one call; told how each of them ended. */
	private final class Attempts implements Callback {

		private final DetachedCall call;

		private final Callback then;

		Attempts(DetachedCall call, Callback then) {
			this.call = call;
			this.then = then;
		}

		@Override
		public void ended(@Nullable Object result, @Nullable Throwable failure) {
			Retry retry = AsyncRetryLink.this.retry;
			if (failure == null && !retry.refuses(result)) {
				end((this.call.attempt() == 1) ? RetryOutcome.FIRST_TRY : RetryOutcome.AFTER_RETRY, result, null);
				return;
			}
			Next decision = (failure != null) ? retry.afterFailure(this.call, failure)
					: retry.afterRefusedResult(this.call);
			if (decision instanceof Next.End end) {
				end(end.outcome(), result, failure);
			}
			else {
				waitFor(((Next.Wait) decision).nanos(), result, failure);
			}
		}

		/** The wait is known to the call before it begins: it may end at once. */
		private void waitFor(long nanos, @Nullable Object result, @Nullable Throwable failure) {
			Waits waits = AsyncRetryLink.this.retry.waits();
			Wait wait = new Wait(waits.timer(), this, result, failure);
			if (!this.call.tryRegister(wait)) {
				wait.cancel();
				return;
			}
			try {
				waits.begin(nanos, wait);
			}
			catch (Throwable noThread) {
				if (wait.revoke()) {
					end(RetryOutcome.ABORTED, result, failure);
				}
			}
		}

		private void goOn(@Nullable Object result, @Nullable Throwable failure) {
			if (this.call.isCancelled()) {
				giveUp(failure);
				return;
			}
			if (!AsyncRetryLink.this.retry.mayTryAgain(this.call)) {
				end(RetryOutcome.ABORTED, result, failure);
				return;
			}
			this.call.nextAttempt();
			AsyncRetryLink.this.retry.retried();
			AsyncRetryLink.this.next.start(this.call, this);
		}

		private void giveUp(@Nullable Throwable failure) {
			end(RetryOutcome.ABORTED, null, DetachedCall.cancellation(failure));
		}

		private void end(RetryOutcome outcome, @Nullable Object result, @Nullable Throwable failure) {
			this.call.inRetry(false);
			AsyncRetryLink.this.retry.ended(outcome);
			this.then.ended(result, failure);
		}

	}

	/** A wait between two attempts; ends once, because its time is over or cancelled. */
	private static final class Wait extends Timeout implements Cancellable {

		/**
		 * This and what follows is plain: only who ends the wait looks at it, and who
		 * cancels, who comes too late if there is nothing.
		 */
		private @Nullable Attempts attempts;

		private @Nullable Object result;

		private @Nullable Throwable failure;

		Wait(Timer timer, Attempts attempts, @Nullable Object result, @Nullable Throwable failure) {
			super(timer);
			this.attempts = attempts;
			this.result = result;
			this.failure = failure;
		}

		@Override
		protected void due() {
			Attempts waiting = Objects.requireNonNull(this.attempts);
			waiting.call.resume(() -> waiting.goOn(this.result, this.failure));
		}

		@Override
		public void cancel() {
			Attempts waiting = this.attempts;
			Throwable reason = this.failure;
			if (waiting != null && revoke()) {
				waiting.call.resume(() -> waiting.giveUp(reason));
			}
		}

		@Override
		protected void letGo() {
			this.attempts = null;
			this.result = null;
			this.failure = null;
		}

	}

}
