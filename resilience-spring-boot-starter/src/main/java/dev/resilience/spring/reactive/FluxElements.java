package dev.resilience.spring.reactive;

import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.policy.Callback;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/**
 * Listens to what one attempt returned. An attempt that was given up brings nothing any
 * more: its elements must not come between those of the next.
 */
final class FluxElements extends BaseSubscriber<Object> {

	private enum State {

		IDLE, DELIVERING, GIVEN_UP

	}

	private final FluxCall call;

	private final Context context;

	private final Callback outcome;

	/**
	 * Whoever takes it out of idle decides whether an element still comes through, or the
	 * attempt is given up before.
	 */
	private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

	FluxElements(FluxCall call, Context context, Callback outcome) {
		this.call = call;
		this.context = context;
		this.outcome = outcome;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.call.attach(this, subscription);
	}

	/**
	 * A source may bring the next element from within the request for it, and so from
	 * within this method.
	 */
	@Override
	protected void hookOnNext(Object element) {
		if (this.state.compareAndSet(State.IDLE, State.DELIVERING)) {
			this.call.deliver(element);
			this.state.compareAndSet(State.DELIVERING, State.IDLE);
		}
		else if (this.state.get() == State.DELIVERING) {
			this.call.deliver(element);
		}
	}

	@Override
	protected void hookOnComplete() {
		end(null);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		end(failure);
	}

	/** What a source brings after its end must not come between those of the next. */
	private void end(@Nullable Throwable failure) {
		this.state.set(State.GIVEN_UP);
		this.outcome.ended(null, failure);
	}

	void giveUp() {
		if (this.state.getAndSet(State.GIVEN_UP) == State.DELIVERING) {
			this.call.mayHaveDelivered();
		}
		cancel();
	}

}
