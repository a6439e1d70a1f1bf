package dev.resilience.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The engine's clock in a test: it stands still until somebody turns it. The waits
 * between attempts turn it, so they take no time, and can be read afterwards. Only the
 * engine goes by it, nothing else in the application.
 * <p>
 * Time limits, open circuits, windows and budgets go by it too, so a backend that really
 * hangs is waited for until the test turns the clock, or for ever; see {@link #start()}.
 * Safe for use by many threads, all of which see the same time.
 */
public final class ResilienceClock implements TimeSource {

	private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	/** So soon whoever waits for a moment looks whether the clock was turned. */
	private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(1);

	/**
	 * The engine counts in nanoseconds, which last for 292 years, and adds its limits.
	 */
	static final Duration LONGEST = Duration.ofDays(36_500);

	static final String LONGEST_SAID = "the clock can be turned by 100 years in all";

	/**
	 * How far it was turned, and has gone. This and what follows is guarded by the clock,
	 * so that time never goes back for anybody, not even while it is started or stopped.
	 */
	private long turned;

	/** The machine's reading when it was started, or null while it stands. */
	private @Nullable Long startedAt;

	/** What the wall shows at the beginning of time. */
	private Instant wallOrigin = BEGINNING;

	private final List<Duration> waits = new CopyOnWriteArrayList<>();

	/**
	 * Lets time pass at once.
	 * @param duration how much, not negative
	 * @throws IllegalArgumentException if it is negative, because time does not go back,
	 * or if the clock would have been turned by more than 100 years in all
	 */
	public synchronized void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The clock cannot be turned back by " + duration.negated());
		}
		if (duration.compareTo(LONGEST.minusNanos(nanos())) > 0) {
			throw new IllegalArgumentException("The clock cannot be turned by " + duration + ": " + LONGEST_SAID);
		}
		this.turned += duration.toNanos();
	}

	/**
	 * Lets the clock go by itself, as the machine's does, for a test in which something
	 * really hangs. It can still be turned, and waits between attempts still take no
	 * time.
	 */
	public synchronized void start() {
		if (this.startedAt == null) {
			this.startedAt = TimeSource.system().nanos();
		}
	}

	/** Stops the clock again; it keeps the time that it shows. */
	public synchronized void stop() {
		this.turned = nanos();
		this.startedAt = null;
	}

	/**
	 * What the clock shows; each test begins at midnight of the first of January 2026,
	 * UTC.
	 * @return now
	 */
	public synchronized Instant instant() {
		return this.wallOrigin.plusNanos(nanos());
	}

	/**
	 * The waits between attempts, of all policies.
	 * @return how long each was to last, in their order
	 */
	public List<Duration> waits() {
		return List.copyOf(this.waits);
	}

	/**
	 * Passes an hour, in which windows and budgets forget, and shows the beginning again.
	 */
	synchronized void beginAgain() {
		stop();
		// never refused, however far a test has turned it
		this.turned += Duration.ofHours(1).toNanos();
		this.wallOrigin = BEGINNING.minusNanos(nanos());
		this.waits.clear();
	}

	@Override
	public synchronized long nanos() {
		return this.turned + ((this.startedAt != null) ? TimeSource.system().nanos() - this.startedAt : 0);
	}

	@Override
	public Instant wallClock() {
		return instant();
	}

	@Override
	public void sleep(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		beginWait(nanos);
	}

	@Override
	public long beginWait(long nanos) {
		if (nanos > 0) {
			Duration wait = Duration.ofNanos(nanos);
			this.waits.add(wait);
			advance(wait);
		}
		return 0;
	}

	@Override
	public void park(long nanos) {
		LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PARK));
	}

	@Override
	public synchronized String toString() {
		return "ResilienceClock at " + instant() + ((this.startedAt != null) ? ", going" : ", standing");
	}

}
