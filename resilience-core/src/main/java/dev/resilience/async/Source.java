package dev.resilience.async;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import dev.resilience.policy.Callback;
import dev.resilience.policy.Cancellable;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;

/**
 * Something that user code makes for a call and whose outcome comes later. Tells one
 * outcome, whoever comes first: the source, or the one who cancels it.
 */
public final class Source implements Callback, Cancellable {

	private static final AtomicReferenceFieldUpdater<Source, @Nullable Callback> THEN = AtomicReferenceFieldUpdater
		.newUpdater(Source.class, Callback.class, "then");

	/**
	 * How the call goes on; null afterwards. Volatile, and whoever takes it out is the
	 * only one to go on.
	 */
	private volatile @Nullable Callback then;

	/**
	 * Null afterwards too: a source that never ends must hold nothing of a call that has.
	 * Plain: only who took the callback looks at it.
	 */
	private @Nullable DetachedCall call;

	/**
	 * Volatile, as is {@link #cancelled}: whoever writes the one reads the other
	 * afterwards, so a source that comes as it is cancelled is seen by one of the two.
	 */
	private volatile @Nullable Cancellable canceller;

	private volatile boolean cancelled;

	private Source(DetachedCall call, Callback then) {
		this.call = call;
		this.then = then;
	}

	/** Makes a source. */
	@FunctionalInterface
	public interface Maker {

		/**
		 * Runs user code.
		 * @param call what it is made for
		 * @return what is to be followed
		 * @throws Throwable what the code throws
		 */
		@Nullable Object make(DetachedCall call) throws Throwable;

	}

	/**
	 * Has a source made, and follows it.
	 * @param maker makes it
	 * @param type how to follow it
	 * @param call what it is made for
	 * @param then is told the outcome, in the call's context
	 */
	public static void follow(Maker maker, AsyncType type, DetachedCall call, Callback then) {
		Source source = new Source(call, then);
		if (!call.tryRegister(source)) {
			then.ended(null, DetachedCall.cancellation(null));
			return;
		}
		call.resume(() -> source.start(maker, type, call));
	}

	private void start(Maker maker, AsyncType type, DetachedCall call) {
		try {
			Object made = maker.make(call);
			if (made == null) {
				throw new NullPointerException("null was returned where a " + type + " was to come");
			}
			type.follow(made, call, this);
		}
		catch (Throwable failure) {
			ended(null, failure);
		}
	}

	/**
	 * To be told before the source can bring anything.
	 * @param cancel how the source is cancelled
	 */
	public void onCancel(Cancellable cancel) {
		this.canceller = cancel;
		if (this.cancelled) {
			cancelSource();
		}
	}

	@Override
	public void ended(@Nullable Object result, @Nullable Throwable failure) {
		Callback told = THEN.getAndSet(this, null);
		if (told != null) {
			goOn(told, result, failure);
		}
	}

	/**
	 * The source first: who is told of the end may look whether it was cancelled. What
	 * the source makes of that is no outcome of the call. A caller who has been given a
	 * part and wants no more has had what it wanted: that is a good end.
	 */
	@Override
	public void cancel() {
		Callback told = THEN.getAndSet(this, null);
		this.cancelled = true;
		cancelSource();
		if (told != null) {
			boolean wanted = this.call == null || !this.call.hasDelivered();
			goOn(told, null, wanted ? DetachedCall.cancellation(null) : null);
		}
	}

	private void goOn(Callback told, @Nullable Object result, @Nullable Throwable failure) {
		DetachedCall mine = this.call;
		this.call = null;
		if (mine != null) {
			mine.tell(told, result, failure);
		}
	}

	private void cancelSource() {
		Cancellable known = this.canceller;
		if (known != null) {
			try {
				known.cancel();
			}
			catch (Throwable thrown) {
				// one that cannot be cancelled: nobody waits for it any more
				this.canceller = null;
			}
		}
	}

}
