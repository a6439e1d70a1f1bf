package dev.resilience.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that stands still until a test turns it. Sleeping turns it as well, so a wait
 * takes no time and can be read afterwards.
 */
public final class ManualTime implements TimeSource {

	private static final long USUAL_START = 5_000_000_000L;

	private static final long LONGEST_PARK = Duration.ofMillis(1).toNanos();

	private final AtomicLong nanos;

	private final AtomicReference<Instant> wallClock = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

	private final List<Duration> waits = new CopyOnWriteArrayList<>();

	/** Starts somewhere harmless. */
	public ManualTime() {
		this(USUAL_START);
	}

	private ManualTime(long start) {
		this.nanos = new AtomicLong(start);
	}

	/**
	 * A clock that starts at a given reading.
	 * @param nanos the first reading
	 * @return the clock
	 */
	public static ManualTime startingAt(long nanos) {
		return new ManualTime(nanos);
	}

	/**
	 * A clock whose reading overflows to negative numbers soon.
	 * @param left how long it takes to get there
	 * @return the clock
	 */
	public static ManualTime overflowingIn(Duration left) {
		return new ManualTime(Long.MAX_VALUE - left.toNanos());
	}

	/**
	 * Lets time pass, on the wall too.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
		this.wallClock.updateAndGet((now) -> now.plus(duration));
	}

	/**
	 * Somebody sets the wall clock; no time passes.
	 * @param instant what it shows then
	 */
	public void setWallClock(Instant instant) {
		this.wallClock.set(instant);
	}

	/**
	 * What was slept so far.
	 * @return the waits in their order
	 */
	public List<Duration> waits() {
		return List.copyOf(this.waits);
	}

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant wallClock() {
		return this.wallClock.get();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (nanos > 0) {
			Duration wait = Duration.ofNanos(nanos);
			this.waits.add(wait);
			advance(wait);
		}
	}

	@Override
	public void park(long nanos) {
		LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PARK));
	}

}
