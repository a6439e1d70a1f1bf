package dev.resilience.benchmarks.manycalls;

import java.lang.reflect.Method;

import org.springframework.util.ReflectionUtils;

/** Virtual threads, by reflection: this code is compiled for a JDK that has none. */
final class VirtualThreads {

	private static final int FIRST_JDK = 21;

	private VirtualThreads() {
	}

	static boolean present() {
		return Runtime.version().feature() >= FIRST_JDK;
	}

	static void start(Runnable task) {
		ReflectionUtils.invokeMethod(Starter.METHOD, null, task);
	}

	/** Looked for once, and only where it is. */
	private static final class Starter {

		private static final Method METHOD = find();

		private static Method find() {
			Method method = ReflectionUtils.findMethod(Thread.class, "startVirtualThread", Runnable.class);
			if (method == null) {
				throw new UnsupportedOperationException("This JDK has no virtual threads");
			}
			return method;
		}

	}

}
