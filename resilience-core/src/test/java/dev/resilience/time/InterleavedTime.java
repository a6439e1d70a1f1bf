package dev.resilience.time;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clock that does something when the thread that asked for it reads it the n-th time.
 * So a test comes in between where no code of users runs.
 */
public final class InterleavedTime extends OtherTime {

	/** What a test turns. */
	public final ManualTime manual;

	private final AtomicInteger readingsLeft = new AtomicInteger();

	private volatile Thread thread;

	private volatile Runnable action;

	private volatile boolean coarseToo;

	/** Does nothing yet. */
	public InterleavedTime() {
		this(new ManualTime());
	}

	private InterleavedTime(ManualTime manual) {
		super(manual);
		this.manual = manual;
	}

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
		return super.nanos();
	}

	/**
	 * Is not counted unless asked for: what it tells is looked at again where it matters.
	 */
	@Override
	public long coarseNanos() {
		return this.coarseToo ? nanos() : this.manual.nanos();
	}

}
