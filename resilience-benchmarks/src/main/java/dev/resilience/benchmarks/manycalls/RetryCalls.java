package dev.resilience.benchmarks.manycalls;

import java.util.concurrent.CompletableFuture;

import dev.resilience.ThrowingSupplier;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Calls that return futures, have failed, and back off before their retry; or bare. */
final class RetryCalls implements WaitingCalls {

	private static final IllegalStateException FAILURE = new IllegalStateException("The first attempt");

	private final @Nullable Waits backoffs;

	private final RetryCall[] calls;

	private final Lateness lateness;

	/**
	 * Makes none yet.
	 * @param most how many there may be
	 * @param backoffs the waits, or null for bare futures that nobody completes
	 */
	RetryCalls(int most, @Nullable Waits backoffs) {
		this.calls = new RetryCall[most];
		this.backoffs = backoffs;
		this.lateness = new Lateness(most);
	}

	@Override
	public void begin(int[] numbers) {
		for (int number : numbers) {
			this.calls[number] = new RetryCall();
		}
	}

	@Override
	public void end(int[] numbers) {
		throw new UnsupportedOperationException("Only its time ends a wait");
	}

	@Override
	public boolean canEnd() {
		return false;
	}

	@Override
	public void cancel(int[] numbers) {
		for (int number : numbers) {
			this.calls[number].outcome.cancel(true);
		}
	}

	@Override
	public boolean allWait() {
		for (RetryCall call : this.calls) {
			if (call.outcome.isDone()) {
				return false;
			}
		}
		return this.lateness.count() == 0;
	}

	@Override
	public void letTimeCome() {
		// it comes for all of them
	}

	@Override
	public boolean timeHasCome() {
		return this.backoffs == null || this.lateness.count() == this.calls.length;
	}

	@Override
	public Lateness lateness() {
		return this.lateness;
	}

	@Override
	public void close() {
		for (RetryCall call : this.calls) {
			call.outcome.cancel(true);
		}
		if (this.backoffs != null) {
			this.backoffs.close();
		}
	}

	/** One call; itself what is called, so that bare calls have objects as large. */
	private final class RetryCall implements ThrowingSupplier<CompletableFuture<String>, RuntimeException> {

		private final CompletableFuture<String> outcome;

		private final long nanos;

		private long due;

		RetryCall() {
			if (RetryCalls.this.backoffs == null) {
				this.nanos = 0;
				this.outcome = new CompletableFuture<>();
			}
			else {
				Waits.Wait backoff = RetryCalls.this.backoffs.any();
				this.nanos = backoff.nanos();
				this.outcome = backoff.calls().callAsync(this);
				Assert.state(this.due != 0, "There was no attempt");
			}
		}

		/** The first attempt fails, the second tells how late it is. */
		@Override
		public CompletableFuture<String> get() {
			if (this.due == 0) {
				this.due = System.nanoTime() + this.nanos;
				return CompletableFuture.failedFuture(FAILURE);
			}
			RetryCalls.this.lateness.happens(this.due);
			return CompletableFuture.completedFuture("answer");
		}

	}

}
