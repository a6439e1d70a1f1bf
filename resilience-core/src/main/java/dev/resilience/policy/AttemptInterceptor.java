package dev.resilience.policy;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Stands between all policies and the method, at each attempt: tests inject faults with
 * it, and see what was tried. Unlike a {@link CallObserver} it may make the attempt fail
 * or last. Safe for use by many threads.
 */
@FunctionalInterface
public interface AttemptInterceptor {

	/**
	 * An attempt begins. Told on the thread that is about to call the method, under the
	 * time limits that hold for it.
	 * @param attempt which
	 * @return is told how the attempt ended
	 * @throws Throwable what the attempt fails with: the method is then not called, and
	 * the end not told
	 */
	End before(Attempt attempt) throws Throwable;

	/** Is told how an attempt ended. */
	@FunctionalInterface
	interface End {

		/**
		 * The attempt is over. Told once, on whatever thread knows it; must not throw.
		 * @param failure what it failed with, or null if it brought a result
		 */
		void ended(@Nullable Throwable failure);

	}

	/**
	 * An attempt that begins.
	 *
	 * @param method what to call the method
	 * @param policies the names of all policies that the method goes by
	 * @param number 1 for the first attempt of its call
	 * @param interruptedIn how long until a time limit interrupts this thread, or null if
	 * none does
	 * @param leftBehindIn how long until a time limit has the call go on without this
	 * attempt, or null if the call waits for it
	 * @param leftBehind tells, on any thread, whether the call has gone on without it
	 */
	record Attempt(String method, Set<String> policies, int number, @Nullable Duration interruptedIn,
			@Nullable Duration leftBehindIn, BooleanSupplier leftBehind) {
	}

}
