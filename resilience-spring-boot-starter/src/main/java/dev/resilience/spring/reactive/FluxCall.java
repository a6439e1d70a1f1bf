package dev.resilience.spring.reactive;

import dev.resilience.async.AsyncLink;
import dev.resilience.async.Source;
import dev.resilience.policy.Call;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Operators;

/**
 * One subscription to a Flux. What the subscriber asks for goes to the source of the
 * present attempt; what a former attempt had still to bring is asked of the next.
 */
final class FluxCall extends Subscribed {

	private final FluxSink<Object> sink;

	/** What was asked for and has not come yet; guarded by this. */
	private long outstanding;

	/** What the present attempt listens with; guarded by this. */
	private @Nullable FluxElements present;

	/** Volatile: written by whoever brings an element, read by who would try again. */
	private volatile boolean delivered;

	FluxCall(FluxSink<Object> sink) {
		super(sink.contextView());
		this.sink = sink;
	}

	void start(Call origin, Carried caller, AsyncLink first) {
		this.sink.onRequest(this::request);
		start(origin, caller, first, this.sink::onCancel);
	}

	void follow(Publisher<?> made, Source source) {
		FluxElements elements = new FluxElements(this, sourceContext(), source);
		source.onCancel(elements::giveUp);
		Flux.from(made).subscribe(elements);
	}

	/** Only numbers are changed under the lock; the source is asked outside of it. */
	private void request(long more) {
		FluxElements asked;
		synchronized (this) {
			this.outstanding = Operators.addCap(this.outstanding, more);
			asked = this.present;
		}
		if (asked != null) {
			asked.request(more);
		}
	}

	void attach(FluxElements elements, Subscription subscription) {
		long asked;
		synchronized (this) {
			this.present = elements;
			asked = this.outstanding;
		}
		if (asked > 0) {
			subscription.request(asked);
		}
	}

	void deliver(Object element) {
		this.delivered = true;
		synchronized (this) {
			if (this.outstanding != Long.MAX_VALUE) {
				this.outstanding--;
			}
		}
		DetachedCall.outside(() -> this.sink.next(element));
	}

	void mayHaveDelivered() {
		this.delivered = true;
	}

	/** What was delivered would be delivered again. */
	@Override
	public boolean hasDelivered() {
		return this.delivered;
	}

	@Override
	void signal(@Nullable Object result, @Nullable Throwable failure) {
		if (failure != null) {
			this.sink.error(failure);
		}
		else {
			this.sink.complete();
		}
	}

}
