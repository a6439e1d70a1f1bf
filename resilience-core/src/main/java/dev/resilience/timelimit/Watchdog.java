package dev.resilience.timelimit;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.time.Alarm;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts calls at their limits, from the alarm's thread. It looks at each thread's
 * limits; a call that comes and goes in time costs it nothing, and the call only two
 * writes.
 */
public final class Watchdog {

	private static final int FEW_THREADS = 64;

	private final Alarm alarm;

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
	 */
	public Watchdog(Alarm alarm) {
		this.alarm = alarm;
		alarm.watch(this::look);
	}

	/**
	 * Interrupts the calling thread at that moment, unless it {@link #disarm disarms}
	 * before.
	 * @param deadline a reading of the clock
	 * @return what to disarm
	 */
	ThreadLimits.Place arm(long deadline) {
		ThreadLimits limits = own();
		long moment = Math.max(ThreadLimits.EARLIEST_DEADLINE, this.alarm.moment(deadline));
		ThreadLimits.Place place = limits.arm(moment);
		try {
			this.alarm.notLaterThan(moment);
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
		boolean passed = own().disarm(place);
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
		own().disarmInner(place);
		return disarm(place);
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
			this.alarm.notLaterThan(0);
		}
		return limits;
	}

	private long look(long now) {
		long earliest = Alarm.NEVER;
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

}
