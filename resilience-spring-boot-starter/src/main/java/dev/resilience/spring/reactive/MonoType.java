package dev.resilience.spring.reactive;

import java.lang.reflect.Type;

import dev.resilience.async.AsyncLink;
import dev.resilience.async.AsyncType;
import dev.resilience.async.Source;
import dev.resilience.policy.Call;
import dev.resilience.policy.Callback;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

import org.springframework.core.ResolvableType;

/**
 * {@code Mono}: at most one result. Nothing happens before it is subscribed to, and each
 * subscription is a call of its own.
 */
final class MonoType implements AsyncType {

	@Override
	public boolean serves(Class<?> returnType) {
		return returnType == Mono.class;
	}

	@Override
	public Type valueType(Type returnType) {
		ResolvableType value = ResolvableType.forType(returnType).getGeneric(0);
		return (value != ResolvableType.NONE) ? value.getType() : Object.class;
	}

	@Override
	public boolean hasOneResult() {
		return true;
	}

	@Override
	public Object completed(@Nullable Object value) {
		return Mono.justOrEmpty(value);
	}

	@Override
	public Object empty() {
		return Mono.empty();
	}

	/**
	 * The method's body runs when somebody subscribes; what hangs on the thread that
	 * calls the method is taken along to there.
	 */
	@Override
	public Object front(Call origin, AsyncLink first) {
		Carried caller = origin.site().carrier().capture();
		return Mono.create((sink) -> new MonoCall(sink).start(origin, caller, first));
	}

	@Override
	public void follow(Object made, DetachedCall call, Source source) {
		Result result = new Result(call.downstream(MonoCall.class).sourceContext(), source);
		source.onCancel(result::cancel);
		((Mono<?>) made).subscribe(result);
	}

	@Override
	public String toString() {
		return "Mono";
	}

	/** One subscription. */
	private static final class MonoCall extends Subscribed {

		private final MonoSink<Object> sink;

		MonoCall(MonoSink<Object> sink) {
			super(sink.contextView());
			this.sink = sink;
		}

		void start(Call origin, Carried caller, AsyncLink first) {
			start(origin, caller, first, this.sink::onCancel);
		}

		@Override
		public boolean hasDelivered() {
			return false;
		}

		@Override
		void signal(@Nullable Object result, @Nullable Throwable failure) {
			if (failure != null) {
				this.sink.error(failure);
			}
			else {
				this.sink.success(result);
			}
		}

	}

	/** Listens to what the method returned. */
	private static final class Result extends BaseSubscriber<Object> {

		private final Context context;

		private final Callback outcome;

		private @Nullable Object value;

		Result(Context context, Callback outcome) {
			this.context = context;
			this.outcome = outcome;
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			requestUnbounded();
		}

		@Override
		protected void hookOnNext(Object value) {
			this.value = value;
		}

		@Override
		protected void hookOnComplete() {
			this.outcome.ended(this.value, null);
		}

		@Override
		protected void hookOnError(Throwable failure) {
			this.outcome.ended(null, failure);
		}

	}

}
