package dev.resilience.timelimit;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import dev.resilience.worker.WorkerTask;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on a worker, until the method has returned what tells the outcome later. An
 * outcome that is there by then goes on when the worker's place is free: nobody is told
 * of a call that still takes one.
 */
final class WorkerStart extends WorkerTask implements Callback {

	private final DetachedCall attempt;

	private final AsyncLink next;

	private final Callback then;

	/**
	 * The worker while it works, else null. Volatile, because an outcome may come on any
	 * thread; only the worker can find itself here, and what follows is its own.
	 */
	private volatile @Nullable Thread worker;

	private boolean told;

	private @Nullable Object result;

	private @Nullable Throwable failure;

	WorkerStart(DetachedCall attempt, AsyncLink next, Callback then) {
		this.attempt = attempt;
		this.next = next;
		this.then = then;
	}

	@Override
	protected void work() {
		this.worker = Thread.currentThread();
		this.attempt.resume(() -> this.next.start(this.attempt, this));
	}

	@Override
	public void ended(@Nullable Object result, @Nullable Throwable failure) {
		if (this.worker == Thread.currentThread()) {
			this.told = true;
			this.result = result;
			this.failure = failure;
			return;
		}
		this.then.ended(result, failure);
	}

	@Override
	protected void over(boolean interrupted) {
		this.worker = null;
		if (this.told) {
			this.attempt.resume(() -> this.then.ended(this.result, this.failure));
		}
	}

}
