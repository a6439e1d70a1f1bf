package dev.resilience.worker;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The threads of one engine that run user code: virtual ones where the JDK has them, else
 * daemons that end when they are idle. They inherit nothing from whoever happened to need
 * one first. Safe for use by many threads.
 */
public final class EngineThreads implements AutoCloseable {

	private static final int IDLE_SECONDS = 10;

	private static final AtomicLong NUMBER = new AtomicLong();

	private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

	/**
	 * Runs each task on a thread; has no queue.
	 * @param name what the threads' names begin with
	 * @param most how many threads there may be on a JDK without virtual threads
	 */
	Executor executor(String name, int most) {
		ThreadFactory virtual = findVirtual(name);
		if (virtual != null) {
			return (task) -> virtual.newThread(task).start();
		}
		ThreadPoolExecutor pool = new ThreadPoolExecutor(0, most, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), (task) -> daemon(name, task));
		this.pools.add(pool);
		return pool;
	}

	private static Thread daemon(String name, Runnable task) {
		Thread thread = new Thread(null, task, name + NUMBER.getAndIncrement(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		return thread;
	}

	/** By reflection, because the library is compiled for a JDK that has none. */
	private static @Nullable ThreadFactory findVirtual(String name) {
		try {
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			Method inherit = type.getMethod("inheritInheritableThreadLocals", boolean.class);
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Object named = type.getMethod("name", String.class, long.class).invoke(builder, name, 0L);
			return (ThreadFactory) type.getMethod("factory").invoke(inherit.invoke(named, false));
		}
		catch (ReflectiveOperationException | UnsupportedOperationException ex) {
			// a JDK before 21, or one that has them as a preview only
			return null;
		}
	}

	/**
	 * Ends idle threads at once. Those at work end with it, and what comes later still
	 * has a thread, as long as it needs it.
	 */
	@Override
	public void close() {
		this.pools.forEach((pool) -> pool.setKeepAliveTime(0, TimeUnit.SECONDS));
	}

}
