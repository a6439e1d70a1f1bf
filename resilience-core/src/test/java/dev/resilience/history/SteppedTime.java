package dev.resilience.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.time.TimeSource;

/** A clock that stands still until a test turns it. Who sleeps, sleeps until it does. */
final class SteppedTime implements TimeSource {

	private static final long LONGEST_PARK = Duration.ofMillis(1).toNanos();

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final Activity activity;

	private final Set<Sleeper> sleepers = new HashSet<>();

	/** What each thread has last read. */
	private final ThreadLocal<Long> reading = new ThreadLocal<>();

	/** Who parks, with what it had read before. */
	private final Map<Thread, Long> parked = new ConcurrentHashMap<>();

	private volatile long now;

	SteppedTime(Activity activity, long start) {
		this.activity = activity;
		this.now = start;
	}

	/** Where somebody sleeps. */
	private static final class Sleeper {

		private final long until;

		Sleeper(long until) {
			this.until = until;
		}

	}

	synchronized void turnTo(long moment) {
		this.now = moment;
		if (this.sleepers.removeIf((sleeper) -> {
			boolean over = sleeper.until <= moment;
			if (over) {
				this.activity.work();
			}
			return over;
		})) {
			notifyAll();
		}
		this.parked.keySet().forEach(LockSupport::unpark);
	}

	/** Whether everybody who parks has seen the present moment and parked again. */
	boolean isSeen() {
		return this.parked.entrySet().stream().allMatch((one) -> one.getValue() == this.now || !one.getKey().isAlive());
	}

	@Override
	public synchronized void sleep(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (nanos <= 0) {
			return;
		}
		Sleeper sleeper = new Sleeper(this.now + nanos);
		this.sleepers.add(sleeper);
		this.activity.rest();
		try {
			while (this.sleepers.contains(sleeper)) {
				wait();
			}
		}
		finally {
			if (this.sleepers.remove(sleeper)) {
				this.activity.work();
			}
		}
	}

	@Override
	public long nanos() {
		long present = this.now;
		this.reading.set(present);
		return present;
	}

	@Override
	public Instant wallClock() {
		return START.plusNanos(this.now);
	}

	/** The reading of the clock at which the wall showed that. */
	long reading(Instant wall) {
		return Duration.between(START, wall).toNanos();
	}

	/**
	 * A caller who waits for a worker is at rest. The engine's timer does not count
	 * itself as at work; that it has seen the present moment is known by its parking
	 * again.
	 */
	@Override
	public void park(long nanos) {
		boolean counted = Caller.current() != null;
		if (counted) {
			this.activity.rest();
		}
		else {
			this.parked.put(Thread.currentThread(), this.reading.get());
		}
		LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PARK));
		if (counted) {
			this.activity.work();
		}
	}

}
