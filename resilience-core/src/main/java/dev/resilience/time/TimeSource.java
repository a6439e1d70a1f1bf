package dev.resilience.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells the time and lets it pass. The engine knows no other clock, so a test can turn
 * one instead of sleeping. Implementations are safe for use by many threads.
 */
public interface TimeSource {

	/**
	 * Against so many nanoseconds it does not matter what coarse readings lag behind,
	 * also on a machine that is busy.
	 */
	long LONG_AGAINST_LAG = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * A monotonic clock: only the difference of two readings means anything.
	 * @return nanoseconds since an arbitrary moment
	 */
	long nanos();

	/**
	 * The monotonic clock where a few milliseconds do not matter. May lag behind
	 * {@link #nanos()}, never runs ahead of it, and is much cheaper to read.
	 * @return nanoseconds since the same moment
	 */
	default long coarseNanos() {
		return nanos();
	}

	/**
	 * By how much coarse readings lag behind, on a machine that is not starved.
	 * @return nanoseconds, 0 if they are exact
	 */
	default long coarseLag() {
		return 0;
	}

	/**
	 * The wall clock, for people to read. Nothing is decided by it.
	 * @return now
	 */
	Instant wallClock();

	/**
	 * The wall clock where a few milliseconds do not matter: it may lag behind, and is
	 * much cheaper to read.
	 * @return now, or a moment ago
	 */
	default Instant coarseWallClock() {
		return wallClock();
	}

	/**
	 * Waits on the calling thread.
	 * @param nanos how long, in nanoseconds; zero or less returns at once
	 * @throws InterruptedException if the thread is or becomes interrupted, whatever the
	 * length; its flag is then clear
	 */
	void sleep(long nanos) throws InterruptedException;

	/**
	 * Waits on the calling thread, until somebody ends the wait and unparks the thread.
	 * Unless overridden, nobody can: a clock that a test turns lets waits pass anyway.
	 * @param nanos how long at most, in nanoseconds; zero or less returns at once
	 * @param ended whether the wait was ended
	 * @throws InterruptedException as {@link #sleep(long)}
	 */
	default void sleep(long nanos, BooleanSupplier ended) throws InterruptedException {
		sleep(nanos);
	}

	/**
	 * Told that a call begins a wait for which no thread stands still. A clock that a
	 * test turns may let that time pass at once.
	 * @param nanos how long the wait is to be, in nanoseconds
	 * @return how long it still is
	 */
	default long beginWait(long nanos) {
		return nanos;
	}

	/**
	 * Parks the calling thread until about that much time has passed, it is unparked or
	 * interrupted, or for no reason at all.
	 * @param nanos how long at most, in nanoseconds
	 */
	void park(long nanos);

	/**
	 * The machine's own clocks.
	 * @return the source that everything but a test uses
	 */
	static TimeSource system() {
		return SystemTime.INSTANCE;
	}

}
