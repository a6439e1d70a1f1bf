package dev.resilience.time;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clock that does something when the thread that asked for it reads it the n-th time.
 * So a test comes in between where no code of users runs.
 */
public final class InterleavedTime implements TimeSource {

	/** What a test turns. */
	public final ManualTime manual = new ManualTime();

	private final AtomicInteger readingsLeft = new AtomicInteger();

	private volatile Thread thread;

	private volatile Runnable action;

	private volatile boolean coarseToo;

	/**
	 * Asks for something to be done, once.
	 * @param reading at which of the calling thread's readings, 1 for the next
	 * @param action what to do; if it throws, the reading does
	 */
	public void atReading(int reading, Runnable action) {
		this.action = action;
		this.readingsLeft.set(reading);
		this.thread = Thread.currentThread();
	}

	/**
	 * Asks for something to be done at the next reading of any kind, coarse ones too.
	 * @param action what to do
	 */
	public void atNextReadingOfAnyKind(Runnable action) {
		this.coarseToo = true;
		atReading(1, action);
	}

	/**
	 * Whether what was asked for has not been done; from now on it will not be.
	 * @return true if the thread has not read the clock so often
	 */
	public boolean forget() {
		boolean left = this.thread != null;
		this.thread = null;
		return left;
	}

	@Override
	public long nanos() {
		if (Thread.currentThread() == this.thread && this.readingsLeft.decrementAndGet() == 0) {
			this.thread = null;
			this.action.run();
		}
		return this.manual.nanos();
	}

	/**
	 * Is not counted unless asked for: what it tells is looked at again where it matters.
	 */
	@Override
	public long coarseNanos() {
		return this.coarseToo ? nanos() : this.manual.nanos();
	}

	@Override
	public Instant wallClock() {
		return this.manual.wallClock();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		this.manual.sleep(nanos);
	}

	@Override
	public void park(long nanos) {
		this.manual.park(nanos);
	}

}
