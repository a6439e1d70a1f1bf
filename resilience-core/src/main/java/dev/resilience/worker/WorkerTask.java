package dev.resilience.worker;

import org.jspecify.annotations.Nullable;

/**
 * What a worker does. It can be interrupted while it works, and never after: the two
 * exclude each other by a lock of this task's own, under which nothing runs but the
 * interrupt itself.
 */
public abstract class WorkerTask {

	private @Nullable Thread worker;

	private boolean interrupted;

	private boolean over;

	/** For tasks. */
	protected WorkerTask() {
	}

	/** The work. Must not throw. */
	protected abstract void work();

	/**
	 * Told when the work is over and can no longer be interrupted.
	 * @param interrupted whether the work left its thread interrupted
	 */
	protected void over(boolean interrupted) {
	}

	/**
	 * Interrupts the worker, now or when it begins.
	 * @return false if the work is over
	 */
	public final synchronized boolean interrupt() {
		if (this.over) {
			return false;
		}
		this.interrupted = true;
		if (this.worker != null) {
			this.worker.interrupt();
		}
		return true;
	}

	/** Returns whether the work left the thread interrupted; its flag is clear then. */
	final boolean run() {
		begin();
		try {
			work();
		}
		finally {
			end();
		}
		// outside of the lock: once it is over nobody writes it any more
		return this.interrupted;
	}

	private synchronized void begin() {
		this.worker = Thread.currentThread();
		if (this.interrupted) {
			this.worker.interrupt();
		}
	}

	private synchronized void end() {
		this.over = true;
		this.worker = null;
		this.interrupted = Thread.interrupted();
	}

}
