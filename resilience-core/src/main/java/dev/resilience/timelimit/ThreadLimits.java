package dev.resilience.timelimit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;

import dev.resilience.time.Timer;
import dev.resilience.time.Timer.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The limits that one thread is under: a place for each depth of nesting, made once and
 * used again by every call. The thread arms and disarms them; the watchdog fires them.
 * <p>
 * Each place is one word: while it is armed the deadline, or a negative number that never
 * comes again where only the length is known; then how it ended. Whoever changes the
 * armed word by compare-and-set, the thread or the watchdog, has decided whether the call
 * was in time. All accesses are volatile: the hand-over of an interrupt between two
 * threads is what this is for. Only a limit that is armed by a coarse clock is set
 * lazily, see {@link dev.resilience.time.TickingTime}: a fence would cost as much as the
 * reading of the clock that is saved.
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

	private static final AtomicLongFieldUpdater<Place> LENGTH = AtomicLongFieldUpdater.newUpdater(Place.class,
			"length");

	/**
	 * How soon to look again whether a method has taken somebody else's interrupt and
	 * goes on.
	 */
	static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final Thread thread;

	private final Place outermost = new Place(this, null);

	/** The limit that was armed last; only the thread itself reads it. */
	private @Nullable Place innermost;

	/** Counts down; the thread's own. */
	private long armedCoarsely;

	/** What has the watchdog look, or null if it looks of itself. */
	private final @Nullable Timer reminders;

	ThreadLimits(Thread thread) {
		this(thread, null);
	}

	ThreadLimits(Thread thread, @Nullable Timer reminders) {
		this.thread = thread;
		this.reminders = reminders;
	}

	@Nullable Timer reminders() {
		return this.reminders;
	}

	/**
	 * Called by the thread, when it is under no limit: where the stack overflows just as
	 * the outermost limit is armed or disarmed, it stays armed.
	 */
	void forgetAll() {
		if (this.innermost != null) {
			for (Place place = this.outermost; place != null; place = place.inner) {
				if (place.get() != IDLE) {
					disarm(place);
				}
			}
			this.innermost = null;
		}
	}

	/**
	 * Called by the thread.
	 * @param deadline the moment at which the limit passes
	 */
	Place arm(long deadline) {
		Place place = enter(deadline);
		place.armed = deadline;
		place.set(deadline);
		return place;
	}

	/**
	 * Called by the thread. Needs no fence: while the coarse clock ticks the watchdog
	 * looks again soon anyway.
	 * @param deadline about when the limit passes
	 * @param length how long it is
	 */
	Place armCoarsely(long deadline, long length) {
		Place place = enter(deadline);
		place.armed = --this.armedCoarsely;
		LENGTH.lazySet(place, length);
		place.lazySet(place.armed);
		return place;
	}

	private Place enter(long deadline) {
		Place around = this.innermost;
		Place place = (around == null) ? this.outermost : around.within();
		this.innermost = place;
		place.deadline = deadline;
		return place;
	}

	/**
	 * Called by the thread.
	 * @return whether the limit passed; if it did, the interrupt that told so is cleared,
	 * and one that an outer limit, or before ours somebody else, has sent is kept
	 */
	boolean disarm(Place place) {
		this.innermost = place.outer;
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
		return fireDue(now, () -> now);
	}

	/**
	 * Called by the watchdog: fires what is due.
	 * @param now the moment of this look
	 * @param present the present moment, asked for where a limit is seen first
	 * @return when to look again, {@link Long#MAX_VALUE} for no need
	 */
	long fireDue(long now, LongSupplier present) {
		long earliest = Long.MAX_VALUE;
		for (Place place = this.outermost; place != null; place = place.inner) {
			long word = place.get();
			boolean armed = word < IDLE || word >= EARLIEST_DEADLINE;
			if (word == FIRED_AFTER_OTHERS || (armed && place.due(word, present) <= now)) {
				earliest = fire(place, word) ? earliest : Math.min(earliest, now + LOOK_AGAIN_NANOS);
			}
			else if (armed) {
				earliest = Math.min(earliest, place.due(word, present));
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

	/**
	 * Called by the thread.
	 * @return the earliest moment for which a limit is armed, {@link Long#MAX_VALUE} for
	 * none
	 */
	long earliest() {
		long earliest = Long.MAX_VALUE;
		for (Place place = this.innermost; place != null; place = place.outer) {
			earliest = Math.min(earliest, place.deadline);
		}
		return earliest;
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

		/** The word that the thread has armed it with; only the thread reads it. */
		private long armed;

		/** About when the limit passes; only the thread reads it. */
		private long deadline;

		/**
		 * How long the limit is, where its word does not tell when it passes. Set lazily:
		 * the watchdog reads it only after the word, which is set later.
		 */
		private volatile long length;

		/** The word that the watchdog has seen last; its own, as is {@link #due}. */
		private long seen = IDLE;

		private long due;

		private final ThreadLimits limits;

		private final @Nullable Place outer;

		private volatile @Nullable Place inner;

		/** What has the watchdog look, where it does not of itself; the thread's own. */
		private @Nullable Timeout reminder;

		Place(ThreadLimits limits, @Nullable Place outer) {
			super(IDLE);
			this.limits = limits;
			this.outer = outer;
		}

		private Place within() {
			Place known = this.inner;
			if (known == null) {
				known = new Place(this.limits, this);
				this.inner = known;
			}
			return known;
		}

		/** Called by the thread. */
		void remindBy(@Nullable Timeout timeout) {
			this.reminder = timeout;
		}

		/** Called by the thread. */
		@Nullable Timeout reminder() {
			return this.reminder;
		}

		/** Whose place it is. */
		ThreadLimits limits() {
			return this.limits;
		}

		/**
		 * When the limit passes. Where its word does not tell, it is counted from when
		 * the watchdog sees it first: so it never passes too early, however long the
		 * coarse clock may have stood still. If the word changes while its length is
		 * read, that may be the length of the next limit, and is read again in the next
		 * look.
		 */
		private long due(long word, LongSupplier present) {
			if (word > IDLE) {
				return word;
			}
			if (word != this.seen) {
				this.due = present.getAsLong() + this.length;
				this.seen = (get() == word) ? word : IDLE;
			}
			return this.due;
		}

	}

}
