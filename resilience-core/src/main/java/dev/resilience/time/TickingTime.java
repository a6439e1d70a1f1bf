package dev.resilience.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The machine's clocks, with coarse readings that cost no more than a look at memory:
 * while somebody asks for them the alarm's thread puts down the time every two
 * milliseconds. To ask the machine takes longer than most of what a call needs besides.
 * (The idea is that of Linux's {@code CLOCK_MONOTONIC_COARSE}.)
 * <p>
 * A coarse reading lags behind by a tick, or by as much as the alarm's thread is kept
 * from running. Nobody asks, then nothing ticks.
 * <p>
 * Who has read a tick and then writes something for a watcher of the alarm needs no fence
 * between that and {@link Alarm#notLaterThan}. If he sees an old announcement there, the
 * alarm's thread was about to look, or to go to sleep, within the time that a processor
 * takes to publish a write; in the first case it looks again a tick later, and in the
 * second it looks a last time two ticks later.
 */
public final class TickingTime implements TimeSource {

	private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** So many ticks that nobody has read are enough. */
	private static final int UNREAD_TICKS = 10;

	/** How long after the last tick the alarm's thread looks for the last time. */
	private static final long LAST_LOOK_NANOS = 2 * TICK_NANOS;

	private final TimeSource time;

	private final Alarm alarm;

	/**
	 * The latest tick, or null while nothing ticks. Volatile: a reader sees all of the
	 * tick that it takes.
	 */
	private volatile @Nullable Tick tick;

	/**
	 * Whether somebody has missed the ticks. Taken back in one step with the look at it,
	 * so that no wish is lost.
	 */
	private final AtomicBoolean wanted = new AtomicBoolean();

	/** The alarm's thread's own. */
	private int unread;

	private TickingTime(TimeSource time, Alarm alarm) {
		this.time = time;
		this.alarm = alarm;
		alarm.watch(this::look);
	}

	/**
	 * Gives the machine's clocks coarse readings. A clock that a test turns stays as it
	 * is.
	 * @param time the clock
	 * @param alarm whose thread ticks
	 * @return a clock that tells the same time
	 */
	public static TimeSource of(TimeSource time, Alarm alarm) {
		return (time == SystemTime.INSTANCE) ? new TickingTime(time, alarm) : time;
	}

	@Override
	public long coarseNanos() {
		Tick latest = this.tick;
		return (latest != null) ? latest.read().nanos : missed().nanos();
	}

	@Override
	public Instant coarseWallClock() {
		Tick latest = this.tick;
		return (latest != null) ? latest.read().wallClock : missed().wallClock();
	}

	@Override
	public long coarseLag() {
		return TICK_NANOS;
	}

	/** After the engine is closed its calls read the machine's clocks. */
	private TimeSource missed() {
		if (!this.wanted.get() && !this.alarm.isClosed()) {
			this.wanted.set(true);
			try {
				this.alarm.notLaterThan(0);
			}
			catch (Throwable noThread) {
				// the next who asks tries again; nobody fails for want of a tick
				this.wanted.set(false);
			}
		}
		return this.time;
	}

	private long look(long now) {
		Tick latest = this.tick;
		this.unread = (this.wanted.getAndSet(false) || (latest != null && latest.isRead)) ? 0 : this.unread + 1;
		boolean goesOn = this.unread == 0 || (latest != null && this.unread <= UNREAD_TICKS);
		if (!goesOn || this.alarm.isClosed()) {
			this.tick = null;
			return (latest != null) ? now + LAST_LOOK_NANOS : Alarm.NEVER;
		}
		this.tick = new Tick(this.alarm.reading(now), this.time.wallClock());
		return now + TICK_NANOS;
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
	public void sleep(long nanos, BooleanSupplier ended) throws InterruptedException {
		this.time.sleep(nanos, ended);
	}

	@Override
	public void park(long nanos) {
		this.time.park(nanos);
	}

	/** What the clocks showed. */
	private static final class Tick {

		private final long nanos;

		private final Instant wallClock;

		/**
		 * Plain, though many write it: all write the same, and a look of the alarm's
		 * thread that misses it costs a tick, of which there are {@link #UNREAD_TICKS}.
		 */
		private boolean isRead;

		Tick(long nanos, Instant wallClock) {
			this.nanos = nanos;
			this.wallClock = wallClock;
		}

		Tick read() {
			if (!this.isRead) {
				this.isRead = true;
			}
			return this;
		}

	}

}
