package dev.resilience.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jmh.infra.Blackhole;

/** The work of every bean: next to none, so that what surrounds it is seen. */
final class Work {

	/** The answer of every fallback. */
	static final String NO_ANSWER = "no answer";

	/** A question that has no answer; asked to see whether a protection protects. */
	static final String UNANSWERABLE = "";

	private static final AtomicInteger FAILURES = new AtomicInteger();

	private Work() {
	}

	static String answer(String question) {
		Blackhole.consumeCPU(0);
		if (question.isEmpty()) {
			FAILURES.incrementAndGet();
			throw new IllegalStateException("No question");
		}
		return question;
	}

	/** How often the work has failed so far. */
	static int failures() {
		return FAILURES.get();
	}

}
