package dev.resilience.benchmarks.manycalls;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.resilience.ThrowingSupplier;
import dev.resilience.TimeLimitExceededException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Calls that return futures, under time limits or bare. */
final class FutureCalls implements WaitingCalls {

	private static final String ANSWER = "answer";

	private final @Nullable Waits limits;

	private final FutureCall[] calls;

	private final Lateness lateness;

	private int expected;

	/**
	 * Makes none yet.
	 * @param most how many there may be
	 * @param limits the limits, or null for bare calls
	 */
	FutureCalls(int most, @Nullable Waits limits) {
		this.calls = new FutureCall[most];
		this.limits = limits;
		this.lateness = new Lateness(most);
	}

	@Override
	public void begin(int[] numbers) {
		for (int number : numbers) {
			this.calls[number] = new FutureCall(this.limits);
		}
	}

	@Override
	public void end(int[] numbers) {
		for (int number : numbers) {
			this.calls[number].source.complete(ANSWER);
		}
		for (int number : numbers) {
			Assert.state(ANSWER.equals(this.calls[number].outcome.getNow(null)), "A call has not ended well");
		}
	}

	@Override
	public void cancel(int[] numbers) {
		for (int number : numbers) {
			this.calls[number].outcome.cancel(true);
		}
		for (int number : numbers) {
			Assert.state(this.calls[number].source.isCancelled(), "A call goes on that was cancelled");
		}
	}

	@Override
	public boolean allWait() {
		for (FutureCall call : this.calls) {
			if (call.outcome.isDone()) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void letTimeCome() {
		if (this.limits != null) {
			for (int i = 0; i < this.calls.length; i += ONE_IN) {
				FutureCall call = this.calls[i];
				call.outcome.whenComplete((answer, failure) -> {
					Assert.state(failure instanceof TimeLimitExceededException, "The limit was not what came");
					this.lateness.happens(call.due);
				});
				this.expected++;
			}
		}
		end(IntStream.range(0, this.calls.length)
			.filter((number) -> this.limits == null || number % ONE_IN != 0)
			.toArray());
	}

	@Override
	public boolean timeHasCome() {
		return this.lateness.count() == this.expected;
	}

	@Override
	public Lateness lateness() {
		return this.lateness;
	}

	@Override
	public void close() {
		for (FutureCall call : this.calls) {
			call.outcome.cancel(true);
		}
		if (this.limits != null) {
			this.limits.close();
		}
	}

	/** One call; itself what is called, so that bare calls have objects as large. */
	private static final class FutureCall implements ThrowingSupplier<CompletableFuture<String>, RuntimeException> {

		private final CompletableFuture<String> source = new CompletableFuture<>();

		private final CompletableFuture<String> outcome;

		private final long due;

		FutureCall(@Nullable Waits limits) {
			if (limits == null) {
				this.due = 0;
				this.outcome = this.source;
			}
			else {
				Waits.Wait limit = limits.any();
				this.due = System.nanoTime() + limit.nanos();
				this.outcome = limit.calls().callAsync(this);
			}
		}

		@Override
		public CompletableFuture<String> get() {
			return this.source;
		}

	}

}
