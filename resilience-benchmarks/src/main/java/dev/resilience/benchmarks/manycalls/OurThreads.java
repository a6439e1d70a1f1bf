package dev.resilience.benchmarks.manycalls;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads of this library that have come since. Virtual ones are in no list; they
 * live for a moment each, when something is handed over.
 */
final class OurThreads {

	private static final String PREFIX = "resilience-";

	private static final String TIMER = PREFIX + "timer";

	private final Set<Thread> before = all().collect(Collectors.toSet());

	long timers() {
		return all().filter((thread) -> thread.getName().equals(TIMER) && !this.before.contains(thread)).count();
	}

	long others() {
		return all().filter((thread) -> !thread.getName().equals(TIMER) && !this.before.contains(thread)).count();
	}

	/** Asks no thread for its stack, which would stop it. */
	private static Stream<Thread> all() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		for (ThreadGroup parent = root.getParent(); parent != null; parent = root.getParent()) {
			root = parent;
		}
		Thread[] threads = new Thread[2 * root.activeCount() + 10];
		int count = root.enumerate(threads);
		return Arrays.stream(threads, 0, count)
			.map(Objects::requireNonNull)
			.filter((thread) -> thread.getName().startsWith(PREFIX));
	}

}
