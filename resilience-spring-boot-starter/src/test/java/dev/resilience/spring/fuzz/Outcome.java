package dev.resilience.spring.fuzz;

import java.time.Duration;
import java.util.List;

import dev.resilience.spring.config.Mistake;

/**
 * How a start has ended.
 *
 * @param failure what has stopped it, null if it has started
 * @param mistakes what our report names; none if it has started, or was stopped otherwise
 * @param report what was printed in place of a stack trace, null if nothing was
 * @param took how long it has taken
 * @param differences where what holds is not what was written
 */
record Outcome(Throwable failure, List<Mistake> mistakes, String report, Duration took, List<String> differences) {

	boolean isStarted() {
		return this.failure == null;
	}

}
