package dev.resilience.time;

import java.time.Instant;

/** Tells the time of another clock; for clocks that differ from it in something. */
public abstract class OtherTime implements TimeSource {

	private final TimeSource time;

	/**
	 * For a clock that differs.
	 * @param time whose time to tell
	 */
	protected OtherTime(TimeSource time) {
		this.time = time;
	}

	@Override
	public long nanos() {
		return this.time.nanos();
	}

	@Override
	public Instant wallClock() {
		return this.time.wallClock();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		this.time.sleep(nanos);
	}

	@Override
	public void park(long nanos) {
		this.time.park(nanos);
	}

}
