package dev.resilience.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Goes on with calls after a wait or a time limit: the timer's thread must not run user
 * code. On virtual threads, one a task, where the JDK has them; else on daemon threads
 * that end when they are idle, and only so many, because thousands of waits may end at
 * one moment.
 */
public final class Dispatcher implements Executor {

	private static final int MOST_THREADS = 512;

	private static final int IDLE_SECONDS = 10;

	private final Executor executor;

	/**
	 * Makes a dispatcher; its threads come when they are needed, and go.
	 * @param name what the threads' names begin with
	 */
	public Dispatcher(String name) {
		this.executor = WorkerThreads.executor(name, Dispatcher::pool);
	}

	/** Has no queue: what waits in one behind code that blocks would wait for ever. */
	private static Executor pool(ThreadFactory threads) {
		return new ThreadPoolExecutor(0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				threads);
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
