package dev.resilience.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.resilience.policy.AttemptInterceptor.Attempt;
import dev.resilience.test.RecordedAttempts.Begun;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to which faults happen, one after the other. Knows when a time limit ends
 * it, and waits for just that. Used by the attempt's thread alone.
 */
final class FaultyAttempt {

	/** So often it is looked, a millisecond apart, whether the limit has ended it. */
	private static final int PATIENCE = 30_000;

	private final Attempt attempt;

	private final Begun recorded;

	private final ResilienceClock clock;

	private final long start;

	/** How long it may last, or null for as long as it likes. */
	private final @Nullable Duration limit;

	FaultyAttempt(Attempt attempt, Begun recorded, ResilienceClock clock) {
		this.attempt = attempt;
		this.recorded = recorded;
		this.clock = clock;
		this.start = clock.nanos();
		this.limit = earlier(attempt.interruptedIn(), attempt.leftBehindIn());
	}

	private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.compareTo(other) < 0) ? one : other;
	}

	Attempt attempt() {
		return this.attempt;
	}

	/**
	 * Lets time pass. If a limit comes before, lets just that much pass, and waits until
	 * the limit has interrupted the attempt or the call has left it behind.
	 * @throws InterruptedException if the attempt was ended
	 */
	void last(Duration duration) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		Duration limit = this.limit;
		if (limit == null || duration.compareTo(limit.minus(took())) < 0) {
			this.clock.advance(duration);
			return;
		}
		Duration left = limit.minus(took());
		InterruptedException end = new InterruptedException("A time limit has ended the attempt");
		// before the clock is turned, so that who is told of the limit finds it recorded
		this.recorded.ended(end, limit);
		if (!left.isNegative()) {
			this.clock.advance(left);
		}
		awaitTheEnd();
		throw end;
	}

	/**
	 * Hangs until a limit ends the attempt.
	 * @throws InterruptedException if it was ended
	 */
	void hang() throws InterruptedException {
		if (this.limit == null) {
			throw new AssertionError(
					this.attempt.method() + " would hang for ever: no time limit of " + this.attempt.policies()
							+ " interrupts it. Give it @TimeLimited, and its policy a time-limit that may interrupt.");
		}
		last(this.limit);
	}

	private void awaitTheEnd() {
		try {
			for (int i = 0; i < PATIENCE; i++) {
				if (this.attempt.leftBehind().getAsBoolean()) {
					return;
				}
				TimeUnit.MILLISECONDS.sleep(1);
			}
		}
		catch (InterruptedException atTheLimit) {
			return;
		}
		throw new AssertionError("The time limit of " + this.attempt.method()
				+ " has passed, but nobody has interrupted the attempt within " + PATIENCE + " ms");
	}

	private Duration took() {
		return Duration.ofNanos(this.clock.nanos() - this.start);
	}

}
