package dev.resilience.retry;

import java.util.concurrent.atomic.AtomicBoolean;

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

	private final Timer timer;

	private final AsyncLink next;

	/**
	 * Puts a retry before a link.
	 * @param retry the policy's retry
	 * @param timer what the waits are on
	 * @param next what is tried
	 */
	public AsyncRetryLink(Retry retry, Timer timer, AsyncLink next) {
		this.retry = retry;
		this.timer = timer;
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
			Wait wait = new Wait(this, result, failure);
			if (!this.call.tryRegister(wait)) {
				wait.cancel();
				return;
			}
			try {
				wait.begin(AsyncRetryLink.this.timer, nanos);
			}
			catch (Throwable noThread) {
				if (wait.over.compareAndSet(false, true)) {
					end(RetryOutcome.ABORTED, result, failure);
				}
			}
		}

		private void goOn(@Nullable Object result, @Nullable Throwable failure) {
			if (this.call.isCancelled()) {
				giveUp(failure);
				return;
			}
			if (!this.call.mayTryAgain()) {
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
	private static final class Wait implements Runnable, Cancellable {

		private final Attempts attempts;

		private final @Nullable Object result;

		private final @Nullable Throwable failure;

		private final AtomicBoolean over = new AtomicBoolean();

		/**
		 * Volatile, as is {@link #over}: whoever writes the one reads the other
		 * afterwards, so no timeout stays behind a wait that was cancelled.
		 */
		private volatile @Nullable Timeout timeout;

		Wait(Attempts attempts, @Nullable Object result, @Nullable Throwable failure) {
			this.attempts = attempts;
			this.result = result;
			this.failure = failure;
		}

		void begin(Timer timer, long nanos) {
			Timeout begun = timer.schedule(nanos, this);
			this.timeout = begun;
			if (this.over.get()) {
				begun.cancel();
			}
		}

		@Override
		public void run() {
			if (this.over.compareAndSet(false, true)) {
				this.attempts.call.resume(() -> this.attempts.goOn(this.result, this.failure));
			}
		}

		@Override
		public void cancel() {
			if (this.over.compareAndSet(false, true)) {
				Timeout begun = this.timeout;
				if (begun != null) {
					begun.cancel();
				}
				this.attempts.call.resume(() -> this.attempts.giveUp(this.failure));
			}
		}

	}

}
