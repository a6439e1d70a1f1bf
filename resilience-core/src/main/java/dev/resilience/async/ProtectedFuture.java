package dev.resilience.async;

import java.util.concurrent.CompletableFuture;

import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of a method gets that returns a future. Who cancels it, or completes it
 * otherwise, does not wait for the call any more: the call is cancelled.
 */
final class ProtectedFuture extends CompletableFuture<@Nullable Object> implements Callback {

	/** Null once it is over: who keeps the future does not keep what the call was. */
	private volatile @Nullable DetachedCall call;

	ProtectedFuture(DetachedCall call) {
		this.call = call;
	}

	@Override
	public void ended(@Nullable Object result, @Nullable Throwable failure) {
		this.call = null;
		DetachedCall.outside(() -> {
			if (failure != null) {
				super.completeExceptionally(failure);
			}
			else {
				super.complete(result);
			}
		});
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		cancelCall();
		return cancelled;
	}

	@Override
	public boolean complete(@Nullable Object value) {
		boolean mine = super.complete(value);
		cancelCall();
		return mine;
	}

	/** Also what {@code orTimeout} does. */
	@Override
	public boolean completeExceptionally(Throwable failure) {
		boolean mine = super.completeExceptionally(failure);
		cancelCall();
		return mine;
	}

	private void cancelCall() {
		DetachedCall present = this.call;
		if (present != null) {
			present.cancel();
		}
	}

	/** Stages that depend on this one are ordinary ones. */
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
