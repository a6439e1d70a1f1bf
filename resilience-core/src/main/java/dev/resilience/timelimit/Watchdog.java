package dev.resilience.timelimit;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.policy.ArmedLimits;
import dev.resilience.time.Alarm;
import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.time.Timer.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts calls at their limits, from the alarm's thread. It looks at each thread's
 * limits; a call that comes and goes in time costs it nothing, and the call a few plain
 * writes and one compare-and-set. Virtual threads may be far too many to be looked at one
 * by one: there a timer reminds it of each limit. So it does of those of a thread that
 * somebody has taught another way to be interrupted; that code runs on a thread of its
 * own.
 */
public final class Watchdog implements ArmedLimits {

	private static final int FEW_THREADS = 64;

	/** The length of a limit whose deadline is exact. */
	private static final long EXACT = 0;

	/**
	 * How soon to look at a limit whose deadline is coarse. The clock itself has the
	 * alarm look more often while it ticks.
	 */
	private static final long SEEN_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * The longest rest after a look. A look that seems to have taken long was held up, by
	 * the collector or because the machine slept, or somebody turned the clock.
	 */
	private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final Alarm alarm;

	private final TimeSource time;

	/** For virtual threads; on the alarm's thread itself, because it only interrupts. */
	private final Timer reminders;

	/** For threads that override {@link Thread#interrupt()}. */
	private final Timer handedOver;

	/** Whether a limit was armed since the last look that may pass before the next. */
	private volatile boolean hurried;

	/** This and what follows is the alarm's thread's own. */
	private long earliest = Alarm.NEVER;

	private long nextLook = Long.MIN_VALUE;

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

	/** How many threads may come before the dead ones are looked for. */
	private final AtomicInteger newcomers = new AtomicInteger(FEW_THREADS);

	/**
	 * Makes a watchdog.
	 * @param alarm whose thread interrupts
	 * @param time the clock
	 * @param dispatcher runs threads' own ways to be interrupted
	 */
	public Watchdog(Alarm alarm, TimeSource time, Executor dispatcher) {
		this.alarm = alarm;
		this.time = time;
		this.reminders = new Timer(alarm, time, Runnable::run);
		this.handedOver = new Timer(alarm, time, dispatcher);
		alarm.watch(this::look);
	}

	/**
	 * Interrupts the calling thread at that moment, unless it {@link #disarm disarms}
	 * before.
	 * @param deadline a reading of the clock
	 * @return what to disarm
	 */
	ThreadLimits.Place arm(long deadline) {
		return arm(deadline, false);
	}

	/**
	 * Interrupts the calling thread at that moment, unless it {@link #disarm disarms}
	 * before.
	 * @param deadline a reading of the clock
	 * @param outermost whether the thread is in no other call: then whatever else is
	 * armed for it has been left by a stack overflow, and is forgotten
	 * @return what to disarm
	 */
	ThreadLimits.Place arm(long deadline, boolean outermost) {
		long moment = this.alarm.moment(deadline);
		return arm(own(outermost), moment, EXACT, moment);
	}

	/**
	 * Interrupts the calling thread when so much time has passed, or a little later,
	 * unless it {@link #disarm disarms} before.
	 * @param start a coarse reading of the clock
	 * @param nanos how much time, long against a tick of the coarse clock
	 * @param outermost as above
	 * @return what to disarm
	 */
	ThreadLimits.Place armCoarsely(long start, long nanos, boolean outermost) {
		ThreadLimits limits = own(outermost);
		if (limits.reminders() != null || this.alarm.isClosed()) {
			// nobody looks until it is time, so the time must be exact
			long deadline = present() + nanos;
			return arm(limits, deadline, EXACT, deadline);
		}
		long moment = this.alarm.moment(start);
		return arm(limits, moment + nanos, nanos, moment + SEEN_WITHIN_NANOS);
	}

	private ThreadLimits.Place arm(ThreadLimits limits, long deadline, long length, long lookAt) {
		ThreadLimits.Place place = (length != EXACT) ? limits.armCoarsely(deadline, length)
				: limits.arm(Math.max(ThreadLimits.EARLIEST_DEADLINE, deadline));
		try {
			Timer timer = limits.reminders();
			if (timer != null) {
				Reminder reminder = new Reminder(timer, limits);
				place.remindBy(reminder);
				timer.scheduleAt(this.alarm.reading(deadline), reminder);
				return place;
			}
			if (length == EXACT && !this.hurried) {
				this.hurried = true;
			}
			this.alarm.notLaterThan(Math.max(ThreadLimits.EARLIEST_DEADLINE, lookAt));
		}
		catch (Throwable failure) {
			// the caller disarms what it was given; it is given nothing
			limits.disarm(place);
			throw failure;
		}
		return place;
	}

	/**
	 * Ends a limit of the calling thread; the innermost that is armed.
	 * @param place what arming returned
	 * @return whether the limit passed
	 */
	boolean disarm(ThreadLimits.Place place) {
		boolean passed = place.limits().disarm(place);
		Timeout reminder = place.reminder();
		if (reminder != null) {
			place.remindBy(null);
			reminder.revoke();
		}
		this.alarm.mayBeDone();
		return passed;
	}

	/**
	 * Ends a limit of the calling thread whose call has failed, and whatever a stack
	 * overflow may have left of those further in.
	 * @param place what arming returned
	 * @return whether the limit passed
	 */
	boolean disarmAfterFailure(ThreadLimits.Place place) {
		place.limits().disarmInner(place);
		return disarm(place);
	}

	@Override
	public long left(long now) {
		ThreadLimits limits = known();
		long earliest = (limits != null) ? limits.earliest() : Alarm.NEVER;
		return (earliest != Alarm.NEVER) ? earliest - this.alarm.moment(now) : Long.MAX_VALUE;
	}

	private @Nullable ThreadLimits known() {
		WeakReference<ThreadLimits> reference = this.own.get();
		return (reference != null) ? reference.get() : null;
	}

	private ThreadLimits own(boolean outermost) {
		ThreadLimits limits = known();
		if (limits == null) {
			return register();
		}
		if (outermost) {
			limits.forgetAll();
		}
		return limits;
	}

	private ThreadLimits register() {
		Thread thread = Thread.currentThread();
		Timer timer = reminders(thread);
		ThreadLimits limits = (timer != null) ? new ThreadLimits(thread, timer)
				: this.watched.computeIfAbsent(thread, ThreadLimits::new);
		this.own.set(new WeakReference<>(limits));
		if (timer == null && this.newcomers.decrementAndGet() <= 0) {
			this.alarm.notLaterThan(0);
		}
		return limits;
	}

	private @Nullable Timer reminders(Thread thread) {
		if (VirtualThreads.isVirtual(thread)) {
			return this.reminders;
		}
		try {
			boolean usual = thread.getClass().getMethod("interrupt").getDeclaringClass() == Thread.class;
			return usual ? null : this.handedOver;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Looks for as much as a tenth of its time: with thousands of threads not at each
	 * tick, but still often against the length of a limit whose deadline is coarse. Once
	 * the engine is closed it looks whenever asked, because its thread is to end.
	 */
	private long look(long now) {
		if (!this.hurried && !this.alarm.isClosed() && now < this.earliest && now < this.nextLook) {
			return Math.min(this.earliest, this.nextLook);
		}
		this.hurried = false;
		this.earliest = lookAtAll(now);
		long end = present();
		this.nextLook = end + Math.min(9 * (end - now), LONGEST_REST_NANOS);
		return this.earliest;
	}

	private long lookAtAll(long now) {
		long earliest = Alarm.NEVER;
		int alive = 0;
		for (Map.Entry<Thread, ThreadLimits> entry : this.watched.entrySet()) {
			if (entry.getKey().isAlive()) {
				alive++;
				earliest = Math.min(earliest, entry.getValue().fireDue(now, this::present));
			}
			else {
				this.watched.remove(entry.getKey());
			}
		}
		this.newcomers.set(Math.max(FEW_THREADS, alive));
		return earliest;
	}

	private long present() {
		return this.alarm.moment(this.time.nanos());
	}

	/** Has a thread's limits looked at when one of them falls due. */
	private final class Reminder extends Timeout {

		private final Timer timer;

		private final ThreadLimits limits;

		Reminder(Timer timer, ThreadLimits limits) {
			super(timer);
			this.timer = timer;
			this.limits = limits;
		}

		/**
		 * Each limit has a reminder of its own; only who is to look again needs another.
		 */
		@Override
		protected void due() {
			long now = present();
			long again = this.limits.fireDue(now);
			if (again <= now + ThreadLimits.LOOK_AGAIN_NANOS) {
				this.timer.scheduleAt(Watchdog.this.alarm.reading(again), new Reminder(this.timer, this.limits));
			}
		}

		@Override
		protected void letGo() {
			// it is dropped with what it holds
		}

	}

}
