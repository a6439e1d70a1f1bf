package dev.resilience.timelimit;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that interrupts calls at their limits. It looks at each thread's limits,
 * sleeps until the earliest of them, and looks again; a call that comes and goes in time
 * costs it nothing, and the call only two writes.
 * <p>
 * A call with an earlier deadline than the one that the watchdog sleeps for wakes it.
 * None is missed: the watchdog announces "no deadline" before it looks, and a call arms
 * before it reads the announcement, both volatile; so either the watchdog sees the limit
 * or the call sees the announcement.
 */
public final class Watchdog implements AutoCloseable {

	private static final int FEW_THREADS = 64;

	private final TimeSource time;

	private final long origin;

	/**
	 * By thread, because some pools clear their threads' locals: a thread is never
	 * watched twice.
	 */
	private final Map<Thread, ThreadLimits> watched = new ConcurrentHashMap<>();

	/**
	 * Weak, so that a pooled thread that outlives this watchdog does not hold on to its
	 * class loader.
	 */
	private final ThreadLocal<@Nullable WeakReference<ThreadLimits>> own = new ThreadLocal<>();

	private final AtomicLong wakesAt = new AtomicLong(Long.MAX_VALUE);

	private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

	/** How many threads may come before the dead ones are looked for. */
	private final AtomicInteger newcomers = new AtomicInteger(FEW_THREADS);

	private volatile boolean closed;

	/**
	 * Makes a watchdog; its thread starts with the first limit.
	 * @param time the clock
	 */
	public Watchdog(TimeSource time) {
		this.time = time;
		this.origin = time.nanos() - ThreadLimits.EARLIEST_DEADLINE;
	}

	/**
	 * Interrupts the calling thread at that moment, unless it {@link #disarm disarms}
	 * before.
	 * @param deadline a reading of the clock
	 * @return what to disarm
	 */
	ThreadLimits.Place arm(long deadline) {
		ThreadLimits limits = own();
		long relative = Math.max(ThreadLimits.EARLIEST_DEADLINE, deadline - this.origin);
		ThreadLimits.Place place = limits.arm(relative);
		if (relative < this.wakesAt.get()) {
			wakeOrDisarm(relative, limits, place);
		}
		return place;
	}

	/**
	 * The caller disarms what it was given; so if it is given nothing, nothing may stay
	 * armed.
	 */
	private void wakeOrDisarm(long deadline, ThreadLimits limits, ThreadLimits.Place place) {
		try {
			wake(deadline);
		}
		catch (Throwable failure) {
			limits.disarm(place);
			throw failure;
		}
	}

	/**
	 * Ends a limit of the calling thread; the innermost that is armed.
	 * @param place what arming returned
	 * @return whether the limit passed
	 */
	boolean disarm(ThreadLimits.Place place) {
		boolean passed = own().disarm(place);
		if (this.closed) {
			hurry();
		}
		return passed;
	}

	private ThreadLimits own() {
		WeakReference<ThreadLimits> reference = this.own.get();
		ThreadLimits limits = (reference != null) ? reference.get() : null;
		return (limits != null) ? limits : register();
	}

	private ThreadLimits register() {
		ThreadLimits limits = this.watched.computeIfAbsent(Thread.currentThread(), ThreadLimits::new);
		this.own.set(new WeakReference<>(limits));
		if (this.newcomers.decrementAndGet() <= 0) {
			wake(0);
		}
		return limits;
	}

	private void wake(long deadline) {
		long announced = this.wakesAt.get();
		while (deadline < announced && !this.wakesAt.compareAndSet(announced, deadline)) {
			announced = this.wakesAt.get();
		}
		if (!hurry()) {
			start();
		}
	}

	/** Has the thread look again, if there is one. */
	private boolean hurry() {
		Thread thread = this.running.get();
		if (thread != null) {
			LockSupport.unpark(thread);
		}
		return thread != null;
	}

	/**
	 * The thread runs no user code and inherits nothing from the one who happened to come
	 * first.
	 */
	private void start() {
		Thread thread = new Thread(null, this::watch, "resilience-watchdog", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		if (this.running.compareAndSet(null, thread)) {
			try {
				thread.start();
			}
			catch (Throwable failure) {
				this.running.set(null);
				throw failure;
			}
		}
	}

	private void watch() {
		try {
			do {
				watchUntilClosed();
				this.running.set(null);
				// a call that armed meanwhile has seen a thread that was about to end
				this.wakesAt.set(Long.MAX_VALUE);
			}
			while (look() != Long.MAX_VALUE && this.running.compareAndSet(null, Thread.currentThread()));
		}
		finally {
			// even if it ended badly, the next call may start another
			this.running.compareAndSet(Thread.currentThread(), null);
		}
	}

	/** Until it is closed and no limit is left. */
	private void watchUntilClosed() {
		while (true) {
			this.wakesAt.set(Long.MAX_VALUE);
			long earliest = look();
			if (earliest == Long.MAX_VALUE && this.closed) {
				return;
			}
			long next = this.wakesAt.accumulateAndGet(earliest, Math::min);
			long wait = next - (this.time.nanos() - this.origin);
			if (wait > 0) {
				this.time.park(wait);
			}
			Thread.interrupted();
		}
	}

	private long look() {
		long now = this.time.nanos() - this.origin;
		long earliest = Long.MAX_VALUE;
		int alive = 0;
		for (Map.Entry<Thread, ThreadLimits> entry : this.watched.entrySet()) {
			if (entry.getKey().isAlive()) {
				alive++;
				earliest = Math.min(earliest, entry.getValue().fireDue(now));
			}
			else {
				this.watched.remove(entry.getKey());
			}
		}
		this.newcomers.set(Math.max(FEW_THREADS, alive));
		return earliest;
	}

	/**
	 * Ends the thread once no call is under a limit any more. A call that comes later is
	 * limited all the same; it starts the thread again, which then ends with it.
	 */
	@Override
	public void close() {
		this.closed = true;
		hurry();
	}

}
