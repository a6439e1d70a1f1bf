package dev.resilience.policy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

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
public final class DetachedCall extends Call {

	private static final Cancellable CANCELLED = () -> {
	};

	private final Call origin;

	/**
	 * What is taken along. Plain, though it may change: {@link #carryAlso} comes before
	 * anybody else has the call.
	 */
	private Carried context;

	/** Of the caller, where more than that is taken along. */
	private @Nullable Carried callers;

	/** Whether the thread on which the call begins has all of its context already. */
	private final boolean inContext;

	/** Tells whether the caller has been given a part of the outcome. */
	private final @Nullable Downstream downstream;

	/** What is cancelled if the call is; {@link #CANCELLED} once it has been. */
	private final AtomicReference<@Nullable Cancellable> underWay = new AtomicReference<>();

	/**
	 * What the call ends with, however deep it is when it breaks. Plain, as are all the
	 * fields of a call: written before the walk begins, and every hand-over to another
	 * thread (the slot above, the timer, an outcome) publishes what was written before;
	 * whoever takes the slot or the outcome is the only one to go on.
	 */
	private @Nullable Callback last;

	private DetachedCall(Call origin, Carried context, boolean inContext, @Nullable Downstream downstream) {
		super(origin.site());
		this.origin = origin;
		this.context = context;
		this.inContext = inContext;
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

	/**
	 * Detaches a call that begins at once, on its caller's thread.
	 * @param origin how to run the method
	 * @return the call, not begun
	 */
	public static DetachedCall of(Call origin) {
		return new DetachedCall(origin, origin.site().carrier().capture(), true, null);
	}

	/**
	 * Detaches a call that begins later, on whatever thread.
	 * @param origin how to run the method
	 * @param context of its caller
	 * @param downstream where the result goes bit by bit
	 * @return the call, not begun
	 */
	public static DetachedCall of(Call origin, Carried context, Downstream downstream) {
		return new DetachedCall(origin, context, false, downstream);
	}

	/**
	 * Detaches one attempt from a call that is under way on the calling thread.
	 * @param call the call
	 * @return the attempt
	 */
	public static DetachedCall attemptOf(Call call) {
		DetachedCall attempt = new DetachedCall(call, call.site().carrier().capture(), true, null);
		attempt.continueFrom(call);
		return attempt;
	}

	/**
	 * Detaches one attempt, which can be cancelled and left behind on its own.
	 * @return the attempt
	 */
	public DetachedCall detachAttempt() {
		DetachedCall attempt = new DetachedCall(this.origin, this.context, this.inContext, this.downstream);
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
	public void begin(Runnable walk, Callback last) {
		this.last = last;
		begin(Call.current());
		if (this.inContext) {
			runAsCurrent(walk);
		}
		else {
			resume(walk);
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
	 * Remembers what is to be cancelled if the call is, in place of what was before.
	 * @param work what is under way
	 * @return false if the call has been cancelled: then it is for the caller to give up
	 */
	public boolean tryRegister(Cancellable work) {
		Cancellable before = this.underWay.get();
		while (before != CANCELLED) {
			if (this.underWay.compareAndSet(before, work)) {
				return true;
			}
			before = this.underWay.get();
		}
		return false;
	}

	/** Gives the call up: it ends with a {@link CancellationException}, soon. */
	public void cancel() {
		Cancellable present = this.underWay.getAndSet(CANCELLED);
		if (present != null) {
			present.cancel();
		}
	}

	/**
	 * Whether it has been given up, or left behind: nobody waits for its outcome.
	 * @return true once it has
	 */
	public boolean isCancelled() {
		return this.underWay.get() == CANCELLED;
	}

	/**
	 * What a call ends with that has been cancelled.
	 * @param before what the last attempt failed with, or null
	 * @return the exception
	 */
	public static CancellationException cancellation(@Nullable Throwable before) {
		CancellationException cancelled = new CancellationException("The caller has cancelled the call");
		if (before != null) {
			cancelled.addSuppressed(before);
		}
		return cancelled;
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
