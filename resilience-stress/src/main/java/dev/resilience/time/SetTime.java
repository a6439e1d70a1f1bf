package dev.resilience.time;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that shows what it is set to. Who parks is woken by others alone, so that a
 * wake-up that is lost shows.
 */
public final class SetTime implements TimeSource {

	/** Not zero, which would hide a zero that should not be there. */
	private static final long START = 5_000;

	private final AtomicLong nanos = new AtomicLong(START);

	/** Lets time pass. */
	public void advance(long by) {
		this.nanos.addAndGet(by);
	}

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant wallClock() {
		return Instant.EPOCH;
	}

	@Override
	public void sleep(long by) {
		advance(by);
	}

	@Override
	public void park(long by) {
		LockSupport.park(this);
	}

}
