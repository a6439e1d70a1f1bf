package dev.resilience.policy;

import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call that goes on without its caller's thread: because its outcome comes later, or
 * because a worker makes it. It takes the caller's context along to the threads on which
 * it goes on, and it can be cancelled.
 * <p>
 * An attempt under a time limit is a detached call of its own, {@link #detachAttempt()}:
 * when the limit passes the call goes on without it, and what the attempt still does
 * touches nothing of the call.
 */
public final class DetachedCall extends CancellableCall {

	private final Call origin;

	/**
	 * What is taken along. Plain, though it may change: {@link #carryAlso} comes before
	 * anybody else has the call.
	 */
	private Carried context;

	/** Of the caller, where more than that is taken along. */
	private @Nullable Carried callers;

	/**
	 * Tells whether the caller has been given a part of the outcome. Null for a call that
	 * begins on its caller's thread, which has all of the context already.
	 */
	private final @Nullable Downstream downstream;

	/**
	 * What the call ends with, however deep it is when it breaks. Plain, as are all the
	 * fields of a call: written before the walk begins, and every hand-over to another
	 * thread (the slot, the timer, an outcome) publishes what was written before; whoever
	 * takes the slot or the outcome is the only one to go on.
	 */
	private @Nullable Callback last;

	/** Here, because nearly each such call has one; see {@link CallFacts}. */
	private long attemptDeadline;

	private DetachedCall(Call origin, Carried context, @Nullable Downstream downstream) {
		super(origin.site());
		this.origin = origin;
		this.context = context;
		this.downstream = downstream;
	}

	/** Where a call's result goes bit by bit. */
	@FunctionalInterface
	public interface Downstream {

		/**
		 * Whether it has been given anything. If so, a further attempt would give it the
		 * same again.
		 * @return true once it has
		 */
		boolean hasDelivered();

	}

	/** A chain. */
	@FunctionalInterface
	public interface Walk {

		/**
		 * Walks it.
		 * @param call the call
		 * @param then is told the outcome, once
		 */
		void start(DetachedCall call, Callback then);

	}

	/**
	 * Detaches a call that begins at once, on its caller's thread.
	 * @param origin how to run the method
	 * @return the call, not begun
	 */
	public static DetachedCall of(Call origin) {
		return new DetachedCall(origin, origin.site().carrier().capture(), null);
	}

	/**
	 * Detaches a call that begins later, on whatever thread.
	 * @param origin how to run the method
	 * @param context of its caller
	 * @param downstream where the result goes bit by bit
	 * @return the call, not begun
	 */
	public static DetachedCall of(Call origin, Carried context, Downstream downstream) {
		return new DetachedCall(origin, context, downstream);
	}

	/**
	 * Detaches one attempt from a call that is under way on the calling thread.
	 * @param call the call
	 * @return the attempt
	 */
	public static DetachedCall attemptOf(Call call) {
		DetachedCall attempt = new DetachedCall(call, call.site().carrier().capture(), null);
		attempt.continueFrom(call);
		attempt.heedInterrupts(call);
		return attempt;
	}

	/**
	 * Detaches one attempt, which can be cancelled and left behind on its own.
	 * @return the attempt
	 */
	public DetachedCall detachAttempt() {
		DetachedCall attempt = new DetachedCall(this.origin, this.context, this.downstream);
		attempt.continueFrom(this);
		attempt.last = this.last;
		attempt.callers = this.callers;
		return attempt;
	}

	/**
	 * Begins the call.
	 * @param walk walks the chain
	 * @param last what the call ends with
	 */
	public void begin(Walk walk, Callback last) {
		this.last = last;
		begin(Call.current());
		Runnable work = () -> walk.start(this, last);
		if (this.downstream == null) {
			runAsCurrent(work);
		}
		else {
			resume(work);
		}
	}

	/**
	 * Goes on with the call on this thread, in the context of its caller.
	 * @param work what to do
	 */
	public void resume(Runnable work) {
		if (Call.current() instanceof DetachedCall around && around.context == this.context) {
			runAsCurrent(work);
			return;
		}
		try {
			Scope scope = this.context.restore();
			try {
				runAsCurrent(work);
			}
			finally {
				scope.close();
			}
		}
		catch (Throwable broken) {
			endWith(broken);
		}
	}

	/**
	 * Goes on with an outcome on this thread, in the context of the call's caller.
	 * @param then is told the outcome
	 * @param result what it brought
	 * @param failure what it failed with, or null
	 */
	public void tell(Callback then, @Nullable Object result, @Nullable Throwable failure) {
		if (Call.current() != this) {
			resume(() -> then.ended(result, failure));
			return;
		}
		try {
			then.ended(result, failure);
		}
		catch (Throwable broken) {
			endWith(broken);
		}
	}

	/**
	 * Adds to what is taken along. To be called before the call goes on to any other
	 * thread; what is added must be on this one already or be put there by the caller.
	 * Who waits for the outcome goes on without it.
	 * @param more what to take along too
	 */
	public void carryAlso(Carried more) {
		this.callers = this.context;
		this.context = this.context.and(more);
	}

	private void runAsCurrent(Runnable work) {
		Call around = setCurrent(this);
		try {
			work.run();
		}
		catch (Throwable broken) {
			endWith(broken);
		}
		finally {
			setCurrent(around);
		}
	}

	/**
	 * What breaks where it should not would vanish in the thread that it happens to be
	 * on, and the caller would wait for ever.
	 */
	private void endWith(Throwable broken) {
		if (this.last == null) {
			throw DetachedCall.<RuntimeException>unchecked(broken);
		}
		this.last.ended(null, broken);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X unchecked(Throwable failure) throws X {
		throw (X) failure;
	}

	/**
	 * Does something on this thread that does not belong to the call: what waits for its
	 * outcome.
	 * @param work what to do
	 */
	public static void outside(Runnable work) {
		if (Call.current() == null) {
			work.run();
			return;
		}
		Call around = setCurrent(null);
		try {
			if (around instanceof DetachedCall call && call.callers != null) {
				runIn(call.callers, work);
			}
			else {
				work.run();
			}
		}
		finally {
			setCurrent(around);
		}
	}

	private static void runIn(Carried context, Runnable work) {
		Scope scope = context.restore();
		try {
			work.run();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Where the result goes bit by bit.
	 * @param type what the call was detached with
	 * @param <D> its type
	 * @return the downstream
	 * @throws IllegalStateException if there is none
	 */
	public <D extends Downstream> D downstream(Class<D> type) {
		Downstream known = this.downstream;
		if (known == null) {
			throw new IllegalStateException("The call was detached without a " + type.getName());
		}
		return type.cast(known);
	}

	@Override
	public long limitAttempt(long deadline) {
		long outer = this.attemptDeadline;
		this.attemptDeadline = deadline;
		return outer;
	}

	@Override
	public long attemptDeadline() {
		return this.attemptDeadline;
	}

	@Override
	long interruptedAt() {
		long outer = super.interruptedAt();
		if (this.attemptDeadline == 0 || !site().interruptsWorkers()) {
			return outer;
		}
		return (outer == 0 || this.attemptDeadline - outer < 0) ? this.attemptDeadline : outer;
	}

	/** It may be on any thread, under limits that are none of its own. */
	@Override
	ArmedLimits armed() {
		return ArmedLimits.NONE;
	}

	/**
	 * Nobody waits for the outcome of a call that was cancelled, or of an attempt that
	 * was left behind at a limit; and what was delivered would be delivered again. (The
	 * limits of the calls around do not count: their caller may long have gone on.)
	 */
	@Override
	boolean forbidsAnotherAttempt() {
		return isCancelled() || hasDelivered();
	}

	/**
	 * Whether the caller has been given a part of the result.
	 * @return true once something has gone downstream
	 */
	public boolean hasDelivered() {
		return this.downstream != null && this.downstream.hasDelivered();
	}

	@Override
	protected @Nullable Object invoke() throws Throwable {
		return this.origin.invoke();
	}

	@Override
	public @Nullable Object[] arguments() {
		return this.origin.arguments();
	}

	@Override
	public @Nullable Object target() {
		return this.origin.target();
	}

	@Override
	public @Nullable Object proxy() {
		return this.origin.proxy();
	}

}
