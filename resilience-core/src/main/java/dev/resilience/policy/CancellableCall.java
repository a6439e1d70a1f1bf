package dev.resilience.policy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What of a detached call is about giving it up. A superclass of {@link DetachedCall},
 * and not an object of its own, because a call allocates nothing that it need not.
 */
abstract class CancellableCall extends Call {

	private static final AtomicReferenceFieldUpdater<CancellableCall, @Nullable Cancellable> UNDER_WAY = AtomicReferenceFieldUpdater
		.newUpdater(CancellableCall.class, Cancellable.class, "underWay");

	private static final Cancellable CANCELLED = () -> {
	};

	/**
	 * What is cancelled if the call is; {@link #CANCELLED} once it has been. Volatile:
	 * whoever takes it out sees what was written before it was put in.
	 */
	private volatile @Nullable Cancellable underWay;

	CancellableCall(CallSite site) {
		super(site);
	}

	/**
	 * Remembers what is to be cancelled if the call is, in place of what was before.
	 * @param work what is under way
	 * @return false if the call has been cancelled: then it is for the caller to give up
	 */
	public final boolean tryRegister(Cancellable work) {
		Cancellable before = this.underWay;
		while (before != CANCELLED) {
			if (UNDER_WAY.compareAndSet(this, before, work)) {
				return true;
			}
			before = this.underWay;
		}
		return false;
	}

	/** Gives the call up: it ends with a {@link CancellationException}, soon. */
	public final void cancel() {
		Cancellable present = UNDER_WAY.getAndSet(this, CANCELLED);
		if (present != null) {
			present.cancel();
		}
	}

	/**
	 * Whether it has been given up, or left behind: nobody waits for its outcome.
	 * @return true once it has
	 */
	public final boolean isCancelled() {
		return this.underWay == CANCELLED;
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

}
