package dev.resilience.benchmarks.manycalls;

/**
 * Calls that wait, each with a number. One that has ended may be made anew. Used by one
 * thread.
 */
interface WaitingCalls extends AutoCloseable {

	/** One call in so many is left to its limit in the end. */
	int ONE_IN = 100;

	/** Makes calls, and returns when all of them wait. */
	void begin(int[] numbers);

	/** Ends calls as their callers hope for, and returns when they have ended. */
	void end(int[] numbers);

	/** Ends calls that nobody waits for any more, and returns when they have ended. */
	void cancel(int[] numbers);

	/** Whether all of them wait at this moment. */
	boolean allWait();

	/** Lets the time come, for those that it comes for, and ends all others. */
	void letTimeCome();

	/** Whether it has come. */
	boolean timeHasCome();

	/** How late it came. */
	Lateness lateness();

	/** Whether these calls can be ended; else only their time can come. */
	default boolean canEnd() {
		return true;
	}

	/** Ends what is still there. */
	@Override
	void close();

}
