package dev.resilience.timelimit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The limits that one thread is under: a place for each depth of nesting, made once and
 * used again by every call. The thread arms and disarms them; the watchdog fires them.
 * <p>
 * Each place is one word: the deadline while it is armed, then how it ended. Whoever
 * changes the armed word by compare-and-set, the thread or the watchdog, has decided
 * whether the call was in time. All accesses are volatile: the hand-over of an interrupt
 * between two threads is what this is for.
 * <p>
 * A call that is in time takes no lock. Once a limit has fired, the watchdog's interrupt
 * and the thread's clean-up exclude each other: a thread has one flag for all its limits,
 * and who clears it must know whom it was for.
 */
final class ThreadLimits {

	static final long IDLE = 0;

	/** The watchdog has interrupted the thread. */
	static final long FIRED = 1;

	/** The limit has passed, but somebody else had interrupted the thread before. */
	static final long FIRED_AFTER_OTHERS = 2;

	/** Deadlines are not earlier than this. */
	static final long EARLIEST_DEADLINE = 3;

	/**
	 * How soon to look again whether a method has taken somebody else's interrupt and
	 * goes on.
	 */
	private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final Thread thread;

	private final Place outermost = new Place();

	/** Where the next limit goes; only the thread itself reads it. */
	private Place next = this.outermost;

	ThreadLimits(Thread thread) {
		this.thread = thread;
	}

	/** Called by the thread. */
	Place arm(long deadline) {
		Place place = this.next;
		Place inner = place.inner;
		if (inner == null) {
			inner = new Place();
			place.inner = inner;
		}
		this.next = inner;
		place.armed = deadline;
		place.set(deadline);
		return place;
	}

	/**
	 * Called by the thread.
	 * @return whether the limit passed; if it did, the interrupt that told so is cleared,
	 * and one that an outer limit, or before ours somebody else, has sent is kept
	 */
	boolean disarm(Place place) {
		this.next = place;
		return !place.compareAndSet(place.armed, IDLE) && cleanUp(place);
	}

	private synchronized boolean cleanUp(Place place) {
		if (place.getAndSet(IDLE) == FIRED) {
			Thread.interrupted();
			if (hasFired(place)) {
				this.thread.interrupt();
			}
		}
		return true;
	}

	/**
	 * Called by the thread, after a failure: where the stack overflows just as a limit is
	 * armed or disarmed, it stays armed. All of those further in are over. There is none
	 * behind one that is not armed, because each that fails looks further in first.
	 */
	void disarmInner(Place place) {
		for (Place inner = place.inner; inner != null && inner.get() != IDLE; inner = inner.inner) {
			disarm(inner);
		}
	}

	/**
	 * Called by the watchdog: fires what is due.
	 * @return when to look again, {@link Long#MAX_VALUE} for no need
	 */
	long fireDue(long now) {
		long earliest = Long.MAX_VALUE;
		for (Place place = this.outermost; place != null; place = place.inner) {
			long word = place.get();
			if (word == FIRED_AFTER_OTHERS || (word >= EARLIEST_DEADLINE && word <= now)) {
				earliest = fire(place, word) ? earliest : Math.min(earliest, now + LOOK_AGAIN_NANOS);
			}
			else if (word >= EARLIEST_DEADLINE) {
				earliest = Math.min(earliest, word);
			}
		}
		return earliest;
	}

	/**
	 * A flag that is up already is somebody else's, unless another limit of ours has put
	 * it up: it is left alone, for the thread to keep; if the method takes it and goes on
	 * all the same, it gets ours. What cannot be told apart is an interrupt that comes
	 * from somebody else after ours.
	 * @return false if there is need to look again
	 */
	private synchronized boolean fire(Place place, long word) {
		if (this.thread.isInterrupted() && !hasFired(place)) {
			return !place.compareAndSet(word, FIRED_AFTER_OTHERS);
		}
		if (place.compareAndSet(word, FIRED)) {
			this.thread.interrupt();
		}
		return true;
	}

	/** Whether a limit other than this one has interrupted the thread. */
	private boolean hasFired(Place other) {
		for (Place place = this.outermost; place != null; place = place.inner) {
			if (place != other && place.get() == FIRED) {
				return true;
			}
		}
		return false;
	}

	/** A place for one limit. */
	static final class Place extends AtomicLong {

		/** What the thread has armed it with; only the thread reads it. */
		private long armed;

		private volatile @Nullable Place inner;

		Place() {
			super(IDLE);
		}

	}

}
