package dev.resilience.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that was made.
 *
 * @param method the method, as {@code com.acme.Payments#charge}
 * @param policies the names of all policies that the method goes by
 * @param number 1 for the first attempt of its call
 * @param at when it began, by the {@link ResilienceClock}
 * @param took how long it took, by the same clock; or null while it goes on, be it that
 * its call has left it behind at a limit
 * @param failure what the method threw, or was made to throw: an
 * {@link InterruptedException} if a time limit ended it; or null if it succeeded
 */
public record RecordedAttempt(String method, Set<String> policies, int number, Instant at, @Nullable Duration took,
		@Nullable Throwable failure) {

	/**
	 * Whether the attempt brought a result.
	 * @return true if it has ended and did not fail
	 */
	public boolean succeeded() {
		return this.took != null && this.failure == null;
	}

}
