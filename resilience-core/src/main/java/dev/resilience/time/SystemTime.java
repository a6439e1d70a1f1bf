package dev.resilience.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The machine's clocks. */
enum SystemTime implements TimeSource {

	INSTANCE;

	@Override
	public long nanos() {
		return System.nanoTime();
	}

	@Override
	public Instant wallClock() {
		return Instant.now();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (nanos > 0) {
			TimeUnit.NANOSECONDS.sleep(nanos);
		}
	}

	@Override
	public void sleep(long nanos, BooleanSupplier ended) throws InterruptedException {
		long end = nanos() + nanos;
		long left = nanos;
		while (true) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			if (left <= 0 || ended.getAsBoolean()) {
				return;
			}
			park(left);
			left = end - nanos();
		}
	}

	@Override
	public void park(long nanos) {
		LockSupport.parkNanos(this, nanos);
	}

}
