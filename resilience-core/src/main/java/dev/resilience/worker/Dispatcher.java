package dev.resilience.worker;

import java.util.concurrent.Executor;

/**
 * Goes on with calls after a wait or a time limit: the timer's thread must not run user
 * code. On virtual threads, one a task, where the JDK has them; else on daemon threads
 * that end when they are idle, and only so many, because thousands of waits may end at
 * one moment.
 */
public final class Dispatcher implements Executor {

	private static final int MOST_THREADS = 512;

	private final Executor executor;

	/**
	 * Makes a dispatcher; its threads come when they are needed, and go.
	 * @param name what the threads' names begin with
	 * @param threads the engine's
	 */
	public Dispatcher(String name, EngineThreads threads) {
		// no queue: what waits in one behind code that blocks would wait for ever
		this.executor = threads.executor(name, MOST_THREADS);
	}

	/**
	 * Runs a task on a thread of its own.
	 * @throws java.util.concurrent.RejectedExecutionException if there is no thread for
	 * it at the moment; the timer tries again
	 */
	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

}
