package dev.resilience.worker;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Makes threads: virtual ones where the JDK has them, else daemons. They inherit nothing
 * from whoever happened to need one first.
 */
final class WorkerThreads {

	private static final AtomicLong NUMBER = new AtomicLong();

	private WorkerThreads() {
	}

	/**
	 * Runs each task on a thread.
	 * @param name what the threads' names begin with
	 * @param pool makes the pool that runs them on a JDK without virtual threads
	 */
	static Executor executor(String name, Function<ThreadFactory, Executor> pool) {
		ThreadFactory virtual = findVirtual(name);
		return (virtual != null) ? (task) -> virtual.newThread(task).start() : pool.apply((task) -> daemon(name, task));
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

}
