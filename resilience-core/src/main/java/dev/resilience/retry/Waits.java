package dev.resilience.retry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.time.Timer.Timeout;

/**
 * Where the calls of an engine wait between attempts: plain ones asleep, others on the
 * timer. Once it is closed those that wait end at once, and no other wait begins. Safe
 * for use by many threads.
 * <p>
 * Nobody is forgotten: who waits is noted before it looks whether this is closed, and
 * whoever closes says so before it looks who waits, both volatile.
 */
public final class Waits implements AutoCloseable {

	private final TimeSource time;

	private final Timer timer;

	private final Set<Thread> asleep = ConcurrentHashMap.newKeySet();

	private final BooleanSupplier isOver = this::isClosed;

	/**
	 * Makes a place to wait.
	 * @param time the clock
	 * @param timer what waits are on that hold no thread; closed with this
	 */
	public Waits(TimeSource time, Timer timer) {
		this.time = time;
		this.timer = timer;
	}

	/** Whether nobody waits any more. */
	boolean isClosed() {
		return this.timer.isClosed();
	}

	/** On the calling thread. */
	void sleep(long nanos) throws InterruptedException {
		Thread thread = Thread.currentThread();
		this.asleep.add(thread);
		try {
			this.time.sleep(nanos, this.isOver);
		}
		finally {
			this.asleep.remove(thread);
		}
	}

	/** Without a thread. */
	void begin(long nanos, Timeout wait) {
		this.timer.schedule(this.time.beginWait(nanos), wait);
	}

	/** What waits without a thread are made for. */
	Timer timer() {
		return this.timer;
	}

	/** Ends all waits. */
	@Override
	public void close() {
		this.timer.close();
		this.asleep.forEach(LockSupport::unpark);
	}

}
