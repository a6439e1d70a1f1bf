package dev.resilience.history;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads are at work for a call, rather than in a wait that a test ends. Not
 * counted are the engine's timer and the moment in which it hands over.
 */
final class Activity {

	private final AtomicInteger working = new AtomicInteger();

	/** To be called before what wakes a thread is done, or by itself when it wakes. */
	void work() {
		this.working.incrementAndGet();
	}

	void rest() {
		this.working.decrementAndGet();
	}

	boolean isAtRest() {
		return this.working.get() == 0;
	}

}
