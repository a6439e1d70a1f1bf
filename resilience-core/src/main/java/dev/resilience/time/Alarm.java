package dev.resilience.time;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that waits for moments to come. It asks its watchers what is due, sleeps
 * until the earliest moment that they know of, and asks again. It starts with the first
 * moment, ends when there has been none for a while, and runs no user code.
 * <p>
 * Who knows of an earlier moment than the one that the thread sleeps for wakes it. None
 * is missed: the thread announces "no moment" before it asks, and a watcher notes its
 * moment before it reads the announcement, both volatile; so either the thread is told
 * the moment or the watcher sees the announcement. After a look during which somebody
 * came it announces "soon" instead, and does look again soon: else, under load, calls
 * that come during each look would have it look without a pause.
 */
public final class Alarm implements AutoCloseable {

	/** There is nothing to wait for. */
	public static final long NEVER = Long.MAX_VALUE;

	/** For how long the thread stays where there is nothing to wait for. */
	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

	/** How soon to look again where somebody came during a look. */
	private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final TimeSource time;

	private final long origin;

	private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

	private final AtomicLong wakesAt = new AtomicLong(NEVER);

	private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Makes an alarm; its thread starts with the first moment to wait for.
	 * @param time the clock
	 */
	public Alarm(TimeSource time) {
		this.time = time;
		this.origin = time.nanos();
	}

	/** Knows moments to wait for. */
	@FunctionalInterface
	public interface Watcher {

		/**
		 * Does what is due. Called by the alarm's thread alone; must not block, and must
		 * not throw.
		 * @param now the present moment
		 * @return the next moment, {@link Alarm#NEVER} if there is none
		 */
		long look(long now);

	}

	/**
	 * Adds a watcher.
	 * @param watcher asked from now on
	 */
	public void watch(Watcher watcher) {
		this.watchers.add(watcher);
	}

	/**
	 * Moments are counted from the alarm's beginning, so that they can be compared
	 * without a thought of the clock's overflow.
	 * @param reading a reading of the clock
	 * @return the moment
	 */
	public long moment(long reading) {
		return reading - this.origin;
	}

	/**
	 * What the clock showed at a moment.
	 * @param moment counted from the alarm's beginning
	 * @return the reading of the clock
	 */
	public long reading(long moment) {
		return moment + this.origin;
	}

	/**
	 * Has the watchers asked again at that moment at the latest. To be called after the
	 * moment has been noted where a watcher will find it.
	 * @param moment when
	 */
	public void notLaterThan(long moment) {
		long announced = this.wakesAt.get();
		if (moment >= announced) {
			return;
		}
		while (moment < announced && !this.wakesAt.compareAndSet(announced, moment)) {
			announced = this.wakesAt.get();
		}
		if (!hurry()) {
			start();
		}
	}

	/** To be called when there may be nothing left to wait for. */
	public void mayBeDone() {
		if (this.closed) {
			hurry();
		}
	}

	/** Has the thread look again, if there is one. */
	boolean hurry() {
		Thread thread = this.running.get();
		if (thread != null) {
			LockSupport.unpark(thread);
		}
		return thread != null;
	}

	/** The thread inherits nothing from the one who happened to come first. */
	private void start() {
		Thread thread = new Thread(null, this::run, "resilience-timer", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		if (this.running.compareAndSet(null, thread)) {
			try {
				thread.start();
			}
			catch (Throwable failure) {
				this.wakesAt.set(NEVER);
				this.running.set(null);
				throw failure;
			}
		}
	}

	private void run() {
		try {
			do {
				runWhileNeeded();
				this.running.set(null);
				// who noted a moment meanwhile has announced it to a thread that was
				// about to end; from here on another may look, and never two
			}
			while (this.wakesAt.get() != NEVER && this.running.compareAndSet(null, Thread.currentThread()));
		}
		finally {
			// even if it ended badly, the next moment may start another
			if (this.running.compareAndSet(Thread.currentThread(), null)) {
				this.wakesAt.set(NEVER);
			}
		}
	}

	/** Until there is nothing left to wait for, and it is closed or nobody came since. */
	private void runWhileNeeded() {
		boolean crowded = false;
		boolean idle = false;
		while (true) {
			long now = moment(this.time.nanos());
			long announced = crowded ? now + SOON_NANOS : NEVER;
			this.wakesAt.set(announced);
			long earliest = look(now);
			if (earliest == NEVER && announced == NEVER && (idle || this.closed)) {
				return;
			}
			crowded = !crowded && this.wakesAt.get() != announced;
			long next = this.wakesAt.accumulateAndGet(earliest, Math::min);
			long wait = next - moment(this.time.nanos());
			idle = next == NEVER;
			if (wait > 0) {
				this.time.park(Math.min(wait, IDLE_NANOS));
			}
			Thread.interrupted();
		}
	}

	private long look(long now) {
		long earliest = NEVER;
		for (Watcher watcher : this.watchers) {
			earliest = Math.min(earliest, look(watcher, now));
		}
		return earliest;
	}

	/** What breaks in one watcher, for want of memory say, must not stop the clocks. */
	private static long look(Watcher watcher, long now) {
		try {
			return watcher.look(now);
		}
		catch (Throwable broken) {
			return now + SOON_NANOS;
		}
	}

	/**
	 * Whether the thread ends as soon as there is nothing to wait for.
	 * @return true once it was closed
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Ends the thread once there is nothing to wait for any more. A moment that is noted
	 * later is waited for all the same; it starts the thread again, which then ends with
	 * it.
	 */
	@Override
	public void close() {
		this.closed = true;
		hurry();
	}

}
