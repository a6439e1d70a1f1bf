package dev.resilience.time;

import java.time.Instant;

/**
 * A clock whose coarse readings lag behind.
 *
 * @param exact what a test turns
 * @param lag how far, in nanoseconds
 */
public record LaggingTime(ManualTime exact, long lag) implements TimeSource {

	@Override
	public long nanos() {
		return this.exact.nanos();
	}

	@Override
	public long coarseNanos() {
		return this.exact.nanos() - this.lag;
	}

	@Override
	public Instant wallClock() {
		return this.exact.wallClock();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		this.exact.sleep(nanos);
	}

	@Override
	public void park(long nanos) {
		this.exact.park(nanos);
	}

}
