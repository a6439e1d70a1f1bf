package dev.resilience.spring.reactive;

import java.util.function.Consumer;

import dev.resilience.async.AsyncLink;
import dev.resilience.policy.Call;
import dev.resilience.policy.Callback;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.DetachedCall.Downstream;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One subscription, and the call that it is. */
abstract class Subscribed implements Downstream, Callback {

	private final Context context;

	/** Volatile: a subscriber may cancel on any thread. */
	private volatile boolean cancelled;

	Subscribed(ContextView context) {
		this.context = Context.of(context);
	}

	/**
	 * The subscriber's context, and the observation that the call goes on in: what the
	 * source does is below that.
	 */
	final Context sourceContext() {
		Observation current = ObservationThreadLocalAccessor.getInstance().getValue();
		return (current != null) ? this.context.put(ObservationThreadLocalAccessor.KEY, current) : this.context;
	}

	/**
	 * Makes the call.
	 * @param caller the context of the thread that called the method
	 * @param onCancel has something done when the subscriber cancels
	 */
	final void start(Call origin, Carried caller, AsyncLink first, Consumer<Disposable> onCancel) {
		Carried subscriber = origin.site().carrier().of(this.context);
		DetachedCall call = DetachedCall.of(origin, caller.and(subscriber), this);
		onCancel.accept(() -> {
			this.cancelled = true;
			call.cancel();
		});
		call.begin(first, this);
	}

	/** Who has cancelled is told nothing more, not even that. */
	@Override
	public final void ended(@Nullable Object result, @Nullable Throwable failure) {
		if (!this.cancelled) {
			DetachedCall.outside(() -> signal(result, failure));
		}
	}

	/** Signals the end to the subscriber. */
	abstract void signal(@Nullable Object result, @Nullable Throwable failure);

}
