package dev.resilience.benchmarks.manycalls;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.resilience.ThrowingSupplier;
import dev.resilience.TimeLimitExceededException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Plain calls that block virtual threads, under time limits or bare. */
final class ThreadCalls implements WaitingCalls {

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final @Nullable Waits limits;

	private final ThreadCall[] calls;

	private final Lateness lateness;

	private final AtomicInteger arrived = new AtomicInteger();

	private final AtomicInteger endedWell = new AtomicInteger();

	private final AtomicInteger interrupted = new AtomicInteger();

	private int begun;

	private int toEnd;

	private int toInterrupt;

	private int toBeLate;

	/**
	 * Makes none yet.
	 * @param most how many there may be
	 * @param limits the limits, or null for bare calls
	 */
	ThreadCalls(int most, @Nullable Waits limits) {
		this.calls = new ThreadCall[most];
		this.limits = limits;
		this.lateness = new Lateness(most);
	}

	@Override
	public void begin(int[] numbers) {
		for (int number : numbers) {
			ThreadCall call = new ThreadCall((this.limits != null) ? this.limits.any() : null);
			this.calls[number] = call;
			VirtualThreads.start(call);
		}
		this.begun += numbers.length;
		await(this.arrived, this.begun);
	}

	@Override
	public void end(int[] numbers) {
		for (int number : numbers) {
			this.calls[number].open = true;
			LockSupport.unpark(this.calls[number].thread);
		}
		this.toEnd += numbers.length;
		await(this.endedWell, this.toEnd);
	}

	@Override
	public void cancel(int[] numbers) {
		for (int number : numbers) {
			this.calls[number].thread().interrupt();
		}
		this.toInterrupt += numbers.length;
		await(this.interrupted, this.toInterrupt);
	}

	@Override
	public boolean allWait() {
		return this.arrived.get() == this.begun && this.lateness.count() == 0
				&& this.begun - this.endedWell.get() - this.interrupted.get() == this.calls.length;
	}

	@Override
	public void letTimeCome() {
		int[] others = IntStream.range(0, this.calls.length)
			.filter((number) -> this.limits == null || number % ONE_IN != 0)
			.toArray();
		this.toBeLate = this.calls.length - others.length;
		end(others);
	}

	@Override
	public boolean timeHasCome() {
		return this.lateness.count() == this.toBeLate;
	}

	@Override
	public Lateness lateness() {
		return this.lateness;
	}

	@Override
	public void close() {
		for (ThreadCall call : this.calls) {
			call.thread().interrupt();
		}
		if (this.limits != null) {
			this.limits.close();
		}
	}

	private static void await(AtomicInteger count, int expected) {
		long patience = System.nanoTime() + PATIENCE_NANOS;
		while (count.get() != expected) {
			Assert.state(System.nanoTime() - patience < 0, "A thread neither waits nor ends");
			Thread.yield();
		}
	}

	/** One call, and the thread that makes it. */
	private final class ThreadCall implements Runnable, ThrowingSupplier<String, InterruptedException> {

		private final Waits.@Nullable Wait limit;

		private volatile boolean open;

		/** Published by the count of those that have arrived. */
		private @Nullable Thread thread;

		private long due;

		ThreadCall(Waits.@Nullable Wait limit) {
			this.limit = limit;
		}

		Thread thread() {
			return Objects.requireNonNull(this.thread, "The call has not begun");
		}

		@Override
		public void run() {
			try {
				if (this.limit == null) {
					get();
				}
				else {
					this.due = System.nanoTime() + this.limit.nanos();
					this.limit.calls().call(this);
				}
				ThreadCalls.this.endedWell.incrementAndGet();
			}
			catch (TimeLimitExceededException ex) {
				ThreadCalls.this.lateness.happens(this.due);
			}
			catch (InterruptedException ex) {
				ThreadCalls.this.interrupted.incrementAndGet();
			}
		}

		@Override
		public String get() throws InterruptedException {
			this.thread = Thread.currentThread();
			ThreadCalls.this.arrived.incrementAndGet();
			while (!this.open) {
				LockSupport.park(this);
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
			}
			return "answer";
		}

	}

}
