package dev.resilience.timelimit;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Callback;
import dev.resilience.policy.Cancellable;
import dev.resilience.policy.DetachedCall;
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
final class LimitedAttempt extends Timeout implements Callback, Cancellable {

	private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final AsyncTimeLimitLink link;

	private final Allowance allowance;

	/**
	 * This and what follows is plain: written before the attempt is registered and
	 * begins, looked at by who has the word; and by who cancels, who comes too late if
	 * there is nothing.
	 */
	private @Nullable DetachedCall call;

	private @Nullable DetachedCall attempt;

	private @Nullable Callback then;

	/**
	 * Volatile: written before the worker starts, read by whoever cancels.
	 */
	private volatile @Nullable WorkerStart worker;

	LimitedAttempt(AsyncTimeLimitLink link, DetachedCall call, Allowance allowance, Callback then) {
		super(link.timer);
		DetachedCall attempt = call.detachAttempt();
		attempt.limitAttempt(allowance.deadline());
		this.link = link;
		this.allowance = allowance;
		this.call = call;
		this.attempt = attempt;
		this.then = then;
	}

	/** The limit is armed before the attempt begins, and so before it ends. */
	void start(@Nullable Workers workers, AsyncLink next) {
		DetachedCall waiting = Objects.requireNonNull(this.call);
		DetachedCall begun = Objects.requireNonNull(this.attempt);
		this.link.timer.scheduleAt(this.allowance.start() + this.allowance.nanos(), this);
		if (workers == null) {
			next.start(begun, this);
			return;
		}
		WorkerStart start = new WorkerStart(begun, next, this);
		this.worker = start;
		if (!workers.tryRun(start)) {
			refuse(this.link.limit.refused(waiting, workers.max()));
		}
	}

	/** There is nobody to make the attempt: it is none, and counts as none. */
	void refuse(Throwable failure) {
		Callback told = this.then;
		if (told != null && revoke()) {
			told.ended(null, failure);
		}
	}

	@Override
	public void ended(@Nullable Object result, @Nullable Throwable failure) {
		DetachedCall waiting = this.call;
		DetachedCall over = this.attempt;
		Callback told = this.then;
		if (waiting == null || over == null || told == null || !revoke()) {
			return;
		}
		waiting.takeOver(over);
		if (isLate()) {
			Late late = (failure != null) ? Late.LEFT_BEHIND : Late.DONE;
			told.ended(null, this.link.limit.passed(waiting, this.allowance, late, failure));
			return;
		}
		this.link.limit.completed();
		told.ended(result, failure);
	}

	@Override
	protected void letGo() {
		this.call = null;
		this.attempt = null;
		this.then = null;
		if (this.worker != null) {
			this.worker = null;
		}
	}

	private boolean isLate() {
		return this.allowance.left(this.link.limit.time().nanos()) <= 0;
	}

	/**
	 * The limit has passed. The attempt is cancelled first, so that who is told of the
	 * limit finds it so; but if that blocks, nobody waits for it any longer than this.
	 */
	@Override
	protected void due() {
		DetachedCall waiting = Objects.requireNonNull(this.call);
		Callback told = Objects.requireNonNull(this.then);
		Timeout grace = this.link.timer.schedule(GRACE_NANOS, () -> tell(waiting, told));
		waiting.resume(this::cancel);
		if (grace.revoke()) {
			tell(waiting, told);
		}
	}

	private void tell(DetachedCall waiting, Callback told) {
		waiting.resume(() -> {
			if (this.link.oneAttempt) {
				waiting.attemptTook(this.allowance.nanos());
			}
			told.ended(null, this.link.limit.passed(waiting, this.allowance, Late.LEFT_BEHIND, null));
		});
	}

	@Override
	public void cancel() {
		DetachedCall begun = this.attempt;
		if (begun != null) {
			begun.cancel();
		}
		WorkerStart started = this.worker;
		if (started != null && this.link.limit.spec().interrupt()) {
			started.interrupt();
		}
	}

}
