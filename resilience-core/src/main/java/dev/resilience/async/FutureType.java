package dev.resilience.async;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.ErrorCode;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.policy.Call;
import dev.resilience.policy.Callback;
import dev.resilience.policy.Cancellable;
import dev.resilience.policy.DetachedCall;
import dev.resilience.time.TimeSource;
import dev.resilience.worker.WorkerTask;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/**
 * {@code CompletionStage}, {@code CompletableFuture} and {@code Future}. The caller is
 * given a {@code CompletableFuture}; the method may return stages of anybody's making.
 */
public final class FutureType implements AsyncType {

	private static final Set<Class<?>> SERVED = Set.of(CompletionStage.class, CompletableFuture.class, Future.class);

	private final Workers workers;

	private final EventHub events;

	private final TimeSource time;

	/**
	 * Serves futures.
	 * @param workers wait for a future that cannot be listened to
	 * @param events told when none of them is free
	 * @param time the clock
	 */
	public FutureType(Workers workers, EventHub events, TimeSource time) {
		this.workers = workers;
		this.events = events;
		this.time = time;
	}

	@Override
	public boolean serves(Class<?> returnType) {
		return SERVED.contains(returnType);
	}

	@Override
	public Type valueType(Type returnType) {
		return (returnType instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()[0]
				: Object.class;
	}

	@Override
	public boolean hasOneResult() {
		return true;
	}

	@Override
	public Object completed(@Nullable Object value) {
		return CompletableFuture.completedFuture(value);
	}

	@Override
	public Object front(Call origin, AsyncLink first) {
		DetachedCall call = DetachedCall.of(origin);
		ProtectedFuture future = new ProtectedFuture(call);
		call.begin(first, future);
		return future;
	}

	@Override
	public void follow(Object made, DetachedCall call, Source source) {
		if (made instanceof CompletableFuture<?> done && isOfTheJdk(done) && done.isDone()
				&& !done.isCompletedExceptionally()) {
			source.ended(done.join(), null);
			return;
		}
		if (made instanceof CompletionStage<?> stage) {
			Listening listening = new Listening(stage, source);
			source.onCancel(listening);
			stage.whenComplete(listening);
			return;
		}
		Future<?> future = (Future<?>) made;
		Waiting waiting = new Waiting(future, source);
		source.onCancel(waiting);
		if (future.isDone()) {
			waiting.work();
			waiting.over(false);
		}
		else {
			letWait(waiting, future, call, source);
		}
	}

	/** What others make of the class may answer otherwise than by its fields. */
	private static boolean isOfTheJdk(CompletableFuture<?> future) {
		return future.getClass() == CompletableFuture.class || future.getClass() == ProtectedFuture.class;
	}

	private void letWait(Waiting waiting, Future<?> future, DetachedCall call, Source source) {
		Throwable failure = null;
		try {
			if (!this.workers.tryRun(waiting)) {
				failure = refused(call.site().policy());
			}
		}
		catch (Throwable noThread) {
			failure = noThread;
		}
		if (failure != null) {
			try {
				future.cancel(true);
			}
			finally {
				source.ended(null, failure);
			}
		}
	}

	private ConcurrencyLimitExceededException refused(String policy) {
		if (this.events.isHeard(CallRejected.class)) {
			this.events.publish(
					new CallRejected(policy, this.time.wallClock(), ErrorCode.CONCURRENCY_LIMIT_EXCEEDED.name(), null));
		}
		return new ConcurrencyLimitExceededException(policy, this.workers.max());
	}

	@Override
	public String toString() {
		return "future";
	}

	/** Is told when a stage is done. */
	private record Listening(CompletionStage<?> stage,
			Source source) implements BiConsumer<@Nullable Object, @Nullable Throwable>, Cancellable {

		@Override
		public void accept(@Nullable Object result, @Nullable Throwable failure) {
			this.source.ended(result, unwrapped(failure));
		}

		/**
		 * A future wraps what its own code throws; the caller is to have what was thrown.
		 */
		private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
			return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
					: failure;
		}

		/** A stage of somebody else's making may not know how. */
		@Override
		public void cancel() {
			if (this.stage instanceof Future<?> future) {
				future.cancel(true);
			}
			else {
				this.stage.toCompletableFuture().cancel(true);
			}
		}

	}

	/** A worker waits, because nobody can be told when a plain future is done. */
	private static final class Waiting extends WorkerTask implements Cancellable {

		private final Future<?> future;

		private final Callback outcome;

		private @Nullable Object result;

		private @Nullable Throwable failure;

		Waiting(Future<?> future, Callback outcome) {
			this.future = future;
			this.outcome = outcome;
		}

		@Override
		protected void work() {
			try {
				this.result = this.future.get();
			}
			catch (ExecutionException ex) {
				this.failure = (ex.getCause() != null) ? ex.getCause() : ex;
			}
			catch (InterruptedException ex) {
				// the worker's own, or that of a caller who found the future done
				Thread.currentThread().interrupt();
				this.failure = DetachedCall.cancellation(null);
			}
			catch (Throwable thrown) {
				this.failure = thrown;
			}
		}

		/** Only here: what comes next is not to be interrupted. */
		@Override
		protected void over(boolean interrupted) {
			this.outcome.ended(this.result, this.failure);
		}

		/** Also ends the wait for a future that cannot be cancelled, or that throws. */
		@Override
		public void cancel() {
			try {
				this.future.cancel(true);
			}
			finally {
				interrupt();
			}
		}

	}

}
