package dev.resilience.retry;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.retry.Retry.Next;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of a plain call, in a loop, so that many need no deeper stack than
 * few. Waits on the caller's thread.
 */
public final class RetryLink implements Link {

	private final Retry retry;

	private final Link next;

	/**
	 * Puts a retry before a link.
	 * @param retry the policy's retry
	 * @param next what is tried
	 */
	public RetryLink(Retry retry, Link next) {
		this.retry = retry;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		this.retry.started();
		call.inRetry(true);
		while (true) {
			Object result = null;
			Throwable failure = null;
			try {
				result = this.next.call(call);
			}
			catch (Throwable thrown) {
				failure = thrown;
			}
			RetryOutcome end = (failure != null || this.retry.refuses(result)) ? waitOrEnd(call, failure)
					: (call.attempt() == 1) ? RetryOutcome.FIRST_TRY : RetryOutcome.AFTER_RETRY;
			if (end != null) {
				call.inRetry(false);
				this.retry.ended(call, end);
				if (failure != null) {
					throw failure;
				}
				return result;
			}
			call.nextAttempt();
			this.retry.retried();
		}
	}

	/** Waits for the next attempt, or says how the call ended if there is none. */
	private @Nullable RetryOutcome waitOrEnd(Call call, @Nullable Throwable failure) {
		if (Thread.currentThread().isInterrupted()) {
			// no wait could begin, so none is announced and no budget taken
			call.makeThisAttemptTheLast();
		}
		call.countAtOnce();
		Next decision = (failure != null) ? this.retry.afterFailure(call, failure)
				: this.retry.afterRefusedResult(call);
		if (decision instanceof Next.End end) {
			return end.outcome();
		}
		try {
			this.retry.waits().sleep(((Next.Wait) decision).nanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return RetryOutcome.ABORTED;
		}
		return this.retry.mayTryAgain(call) ? null : RetryOutcome.ABORTED;
	}

}
