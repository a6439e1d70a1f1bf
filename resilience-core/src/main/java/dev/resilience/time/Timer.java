package dev.resilience.time;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Has tasks run at a later time, by somebody else: the alarm's thread only hands them
 * over. Safe for use by many threads.
 * <p>
 * To schedule and to cancel take no lock. What is scheduled goes onto a stack (Treiber,
 * 1986) from which the alarm's thread sorts it into a heap that is its own; what is
 * cancelled lets go of its task at once. Most time limits are cancelled before that
 * thread has ever seen them. It is woken for an earlier moment, and after many arrivals
 * and cancellations, so that neither pile up.
 */
public final class Timer {

	/** So many may arrive, or be cancelled, before somebody tidies up. */
	private static final int MANY = 1024;

	private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Alarm alarm;

	private final TimeSource time;

	private final Executor executor;

	/** The latest arrival; the others hang on it. */
	private final AtomicReference<@Nullable Timeout> arrivals = new AtomicReference<>();

	private final AtomicInteger untidy = new AtomicInteger();

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
	 * @return to cancel it with
	 */
	public Timeout schedule(long nanos, Runnable task) {
		Timeout timeout = new Timeout(this, task);
		if (nanos <= 0 && handOver(timeout)) {
			return timeout;
		}
		timeout.moment = this.alarm.moment(this.time.nanos()) + Math.max(0, nanos);
		Timeout latest;
		do {
			latest = this.arrivals.get();
			timeout.below = latest;
		}
		while (!this.arrivals.compareAndSet(latest, timeout));
		this.alarm.notLaterThan(countUntidy() ? 0 : timeout.moment);
		return timeout;
	}

	private boolean countUntidy() {
		return this.untidy.incrementAndGet() == MANY;
	}

	private long look(long now) {
		this.mayBeOver += this.untidy.getAndSet(0);
		for (Timeout arrived = this.arrivals.getAndSet(null); arrived != null;) {
			Timeout below = arrived.below;
			arrived.below = null;
			if (!arrived.isOver()) {
				this.waiting.add(arrived);
			}
			arrived = below;
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
			if (next.moment > now && !next.isOver()) {
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
			this.executor.execute(timeout::run);
			return true;
		}
		catch (Throwable failure) {
			return false;
		}
	}

	/** A task that is to run later. */
	public static final class Timeout {

		private final Timer timer;

		/**
		 * Null once it has been run or cancelled; volatile, and whoever takes it out
		 * decides which.
		 */
		private final AtomicReference<@Nullable Runnable> task;

		/**
		 * This and {@link #below} are plain: published by the push onto the arrivals, of
		 * which the stack is taken whole, and the alarm's thread's own from then on.
		 */
		private long moment;

		private @Nullable Timeout below;

		private Timeout(Timer timer, Runnable task) {
			this.timer = timer;
			this.task = new AtomicReference<>(task);
		}

		/**
		 * Cancels the task.
		 * @return true if it will not run; false if it runs, has run, or had been
		 * cancelled
		 */
		public boolean cancel() {
			boolean mine = this.task.getAndSet(null) != null;
			if (mine) {
				if (this.timer.countUntidy()) {
					this.timer.alarm.notLaterThan(0);
				}
				this.timer.alarm.mayBeDone();
			}
			return mine;
		}

		private boolean isOver() {
			return this.task.get() == null;
		}

		private void run() {
			Runnable mine = this.task.getAndSet(null);
			if (mine != null) {
				mine.run();
			}
		}

	}

}
