package dev.resilience.time;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.resilience.time.Arrivals.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * Has tasks run at a later time, by somebody else: the alarm's thread only hands them
 * over. Safe for use by many threads.
 * <p>
 * To schedule and to revoke take no lock. What is scheduled goes onto a stack,
 * {@link Arrivals}, from which the alarm's thread sorts it into a heap that is its own;
 * most time limits are revoked before that thread has ever seen them. It is woken for an
 * earlier moment, and after many arrivals and revocations, so that neither pile up.
 */
public final class Timer implements AutoCloseable {

	/** So many may arrive, or be revoked, before somebody tidies up. */
	private static final int MANY = 1024;

	private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Alarm alarm;

	private final TimeSource time;

	private final Executor executor;

	private final Arrivals arrivals = new Arrivals();

	private final AtomicInteger untidy = new AtomicInteger();

	private volatile boolean closed;

	/** The alarm's thread's own. */
	private final PriorityQueue<Timeout> waiting = new PriorityQueue<>(
			Comparator.comparingLong((timeout) -> timeout.moment));

	/** How many in the heap may be over at most; the alarm's thread's own. */
	private int mayBeOver;

	/**
	 * Makes a timer.
	 * @param alarm whose thread waits
	 * @param time the clock
	 * @param executor who runs the tasks
	 */
	public Timer(Alarm alarm, TimeSource time, Executor executor) {
		this.alarm = alarm;
		this.time = time;
		this.executor = executor;
		alarm.watch(this::look);
	}

	/**
	 * Has a task run later.
	 * @param nanos how much later, in nanoseconds; zero or less for as soon as may be
	 * @param task what to run, never on the calling thread
	 * @return to revoke it with
	 */
	public Timeout schedule(long nanos, Runnable task) {
		Timeout timeout = new Task(this, task);
		schedule(nanos, timeout);
		return timeout;
	}

	/**
	 * Has something fall due later.
	 * @param nanos how much later, in nanoseconds; zero or less for as soon as may be
	 * @param timeout what falls due; made for this timer, and scheduled once only
	 */
	public void schedule(long nanos, Timeout timeout) {
		if (nanos > 0 || !handOver(timeout)) {
			push(timeout, this.alarm.moment(this.time.nanos()) + Math.max(0, nanos));
		}
	}

	/**
	 * Has something fall due at a reading of the clock, which need not be read again.
	 * @param reading when
	 * @param timeout what falls due; made for this timer, and scheduled once only
	 */
	public void scheduleAt(long reading, Timeout timeout) {
		push(timeout, this.alarm.moment(reading));
	}

	private void push(Timeout timeout, long moment) {
		timeout.moment = moment;
		int arrived = this.arrivals.push(timeout);
		this.alarm.notLaterThan((arrived % MANY == 0) ? 0 : moment);
	}

	/** What is not on top of the arrivals any more the alarm's thread will find. */
	private void forget(Timeout revoked) {
		if (!this.arrivals.tryTakeOff(revoked) && this.untidy.incrementAndGet() == MANY) {
			this.alarm.notLaterThan(0);
		}
		this.alarm.mayBeDone();
	}

	private long look(long now) {
		this.mayBeOver += this.untidy.getAndSet(0);
		Arrival arrived = this.arrivals.takeAll();
		while (arrived != null) {
			if (!arrived.isOver()) {
				this.waiting.add((Timeout) arrived);
			}
			arrived = Arrivals.next(arrived);
		}
		if (this.mayBeOver > Math.max(MANY, this.waiting.size() / 2)) {
			this.waiting.removeIf(Timeout::isOver);
			this.mayBeOver = 0;
		}
		return handOverDue(now);
	}

	private long handOverDue(long now) {
		while (true) {
			Timeout next = this.waiting.peek();
			if (next == null) {
				return Alarm.NEVER;
			}
			if (next.moment > now && !this.closed && !next.isOver()) {
				return next.moment;
			}
			if (!next.isOver() && !handOver(next)) {
				return now + AGAIN_NANOS;
			}
			this.waiting.remove();
		}
	}

	/** Whoever runs the tasks may be out of threads for a while; no task is lost. */
	private boolean handOver(Timeout timeout) {
		try {
			this.executor.execute(timeout);
			return true;
		}
		catch (Throwable failure) {
			return false;
		}
	}

	/**
	 * Whether whatever is scheduled falls due at once.
	 * @return true once it was closed
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/** Has all that waits fall due at once, and whatever is scheduled from now on. */
	@Override
	public void close() {
		this.closed = true;
		this.alarm.hurry();
	}

	/**
	 * Something that falls due later, once, or is revoked. What waits is one itself, so
	 * that to wait costs no further object.
	 */
	public abstract static class Timeout extends Arrival implements Runnable {

		private static final AtomicIntegerFieldUpdater<Timeout> OVER = AtomicIntegerFieldUpdater
			.newUpdater(Timeout.class, "over");

		private final Timer timer;

		/**
		 * 1 once it has fallen due or was revoked. Volatile, and whoever sets it decides
		 * which; what was written before is seen by whoever finds it set.
		 */
		private volatile int over;

		/** Plain: published by the push onto the arrivals. */
		private long moment;

		/**
		 * For something that waits.
		 * @param timer on which it waits
		 */
		protected Timeout(Timer timer) {
			this.timer = timer;
		}

		/** It falls due. Never told after it was revoked, and once only. */
		protected abstract void due();

		/**
		 * Lets go of what it holds, because it will never fall due: the timer may keep a
		 * revoked one for a while.
		 */
		protected abstract void letGo();

		/**
		 * Has it not fall due any more.
		 * @return true if it will not; false if it does, has done so, or had been revoked
		 */
		public final boolean revoke() {
			boolean mine = OVER.compareAndSet(this, 0, 1);
			if (mine) {
				letGo();
				this.timer.forget(this);
			}
			return mine;
		}

		@Override
		final boolean isOver() {
			return this.over != 0;
		}

		/** For who runs the tasks. */
		@Override
		public final void run() {
			if (OVER.compareAndSet(this, 0, 1)) {
				due();
			}
		}

	}

	/** Runs something. */
	private static final class Task extends Timeout {

		/** Plain: only who has decided what becomes of it looks at it. */
		private @Nullable Runnable task;

		Task(Timer timer, Runnable task) {
			super(timer);
			this.task = task;
		}

		@Override
		protected void due() {
			if (this.task != null) {
				this.task.run();
			}
		}

		@Override
		protected void letGo() {
			this.task = null;
		}

	}

}
