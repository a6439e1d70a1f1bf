package dev.resilience.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that run what may block: user code that is not to stay on the caller's thread.
 * Virtual where the JDK has them, else daemons that end when they are idle. No more than
 * a given number works at once; there is no queue, because what waits in one is late
 * already. Safe for use by many threads.
 */
public final class Workers {

	/** How many work at once where nobody says otherwise. */
	public static final int USUAL_MAX = 256;

	private final int max;

	private final AtomicInteger busy = new AtomicInteger();

	private final Executor executor;

	/**
	 * Makes workers; their threads come when they are needed, and go.
	 * @param max how many may work at once, at least 1
	 * @param name what the threads' names begin with
	 * @param threads the engine's
	 */
	public Workers(int max, String name, EngineThreads threads) {
		this.max = max;
		// the pool itself knows no bound: a thread may still be on its way back to it
		// when its place is free again
		this.executor = threads.executor(name, Integer.MAX_VALUE);
	}

	/**
	 * Has a worker do a task, now.
	 * @param task what to do
	 * @return false if all are busy: then the task is not done
	 */
	public boolean tryRun(WorkerTask task) {
		if (!takePlace()) {
			return false;
		}
		try {
			this.executor.execute(() -> work(task));
			return true;
		}
		catch (Throwable failure) {
			this.busy.decrementAndGet();
			throw failure;
		}
	}

	private boolean takePlace() {
		int taken = this.busy.get();
		while (taken < this.max && !this.busy.compareAndSet(taken, taken + 1)) {
			taken = this.busy.get();
		}
		return taken < this.max;
	}

	/** The place is free before anybody is told that the task is over. */
	private void work(WorkerTask task) {
		boolean interrupted = false;
		try {
			interrupted = task.run();
		}
		finally {
			this.busy.decrementAndGet();
			task.over(interrupted);
		}
	}

	/**
	 * How many work at the moment.
	 * @return the number, 0 at rest
	 */
	public int busy() {
		return this.busy.get();
	}

	/**
	 * How many may work at once.
	 * @return the number
	 */
	public int max() {
		return this.max;
	}

}
