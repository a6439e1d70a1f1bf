package dev.resilience.spring.shutdown;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Threads of ours that have started since this was made; virtual ones are not listed. */
final class OwnThreads {

	private final Set<Thread> others = Thread.getAllStackTraces().keySet();

	List<String> started() {
		return all().filter((thread) -> !this.others.contains(thread)).map(Thread::getName).toList();
	}

	/** All there are. */
	static List<String> names() {
		return all().map(Thread::getName).toList();
	}

	private static Stream<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("resilience"));
	}

}
