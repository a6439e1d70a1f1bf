package dev.resilience.timelimit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Callback;
import dev.resilience.policy.Cancellable;
import dev.resilience.policy.DetachedCall;
import dev.resilience.time.Timer;
import dev.resilience.time.Timer.Timeout;
import dev.resilience.timelimit.TimeLimit.Allowance;
import dev.resilience.timelimit.TimeLimit.Late;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under a limit whose outcome comes later. Whoever is first takes the word:
 * its outcome, or its limit. Whether an outcome is in time, the clock says: one that
 * comes when the limit has passed, but before the timer had its turn, is late all the
 * same; one that comes just then too, because it may be what an interrupt at the limit
 * has made of the method.
 */
final class LimitedAttempt implements Callback, Cancellable {

	private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final TimeLimit limit;

	private final Timer timer;

	private final boolean oneAttempt;

	private final DetachedCall call;

	private final DetachedCall attempt;

	private final Allowance allowance;

	private final Callback then;

	private final AtomicBoolean decided = new AtomicBoolean();

	/** Whether the limit has been told of. */
	private final AtomicBoolean told = new AtomicBoolean();

	/** Written before the attempt starts, and so before its outcome is told. */
	private @Nullable Timeout timeout;

	/**
	 * Volatile: written before the worker starts, read by whoever cancels.
	 */
	private volatile @Nullable WorkerStart worker;

	LimitedAttempt(AsyncTimeLimitLink link, DetachedCall call, Allowance allowance, Callback then) {
		this.limit = link.limit;
		this.timer = link.timer;
		this.oneAttempt = link.oneAttempt;
		this.call = call;
		this.attempt = call.detachAttempt();
		this.attempt.limitAttempt(allowance.deadline());
		this.allowance = allowance;
		this.then = then;
	}

	void start(@Nullable Workers workers, AsyncLink next) {
		this.timeout = this.timer.schedule(this.allowance.nanos(), this::pass);
		if (workers == null) {
			next.start(this.attempt, this);
			return;
		}
		WorkerStart start = new WorkerStart(this.attempt, next, this);
		this.worker = start;
		if (!workers.tryRun(start)) {
			refuse(this.limit.refused(this.call, workers.max()));
		}
	}

	/** There is nobody to make the attempt: it is none, and counts as none. */
	void refuse(Throwable failure) {
		if (decide()) {
			this.then.ended(null, failure);
		}
	}

	@Override
	public void ended(@Nullable Object result, @Nullable Throwable failure) {
		if (!decide()) {
			return;
		}
		this.call.takeOver(this.attempt);
		if (this.allowance.left(this.limit.time().nanos()) <= 0) {
			Late late = (failure != null) ? Late.LEFT_BEHIND : Late.DONE;
			this.then.ended(null, this.limit.passed(this.call, this.allowance, late, failure));
			return;
		}
		this.limit.completed();
		this.then.ended(result, failure);
	}

	private boolean decide() {
		boolean first = this.decided.compareAndSet(false, true);
		if (first && this.timeout != null) {
			this.timeout.cancel();
		}
		return first;
	}

	/**
	 * The limit has passed. The attempt is cancelled first, so that who is told of the
	 * limit finds it so; but if that blocks, nobody waits for it any longer than this.
	 */
	private void pass() {
		if (this.decided.compareAndSet(false, true)) {
			Timeout grace = this.timer.schedule(GRACE_NANOS, this::tell);
			this.call.resume(this::cancel);
			grace.cancel();
			tell();
		}
	}

	private void tell() {
		if (this.told.compareAndSet(false, true)) {
			this.call.resume(() -> {
				if (this.oneAttempt) {
					this.call.attemptTook(this.allowance.nanos());
				}
				this.then.ended(null, this.limit.passed(this.call, this.allowance, Late.LEFT_BEHIND, null));
			});
		}
	}

	@Override
	public void cancel() {
		this.attempt.cancel();
		WorkerStart started = this.worker;
		if (started != null && this.limit.spec().interrupt()) {
			started.interrupt();
		}
	}

}
