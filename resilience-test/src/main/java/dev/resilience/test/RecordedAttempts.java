package dev.resilience.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import dev.resilience.policy.AttemptInterceptor.Attempt;
import dev.resilience.policy.AttemptInterceptor.End;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that were made, of all protected methods. A call that was refused has
 * none; one that was tried again has several. Safe for use by many threads.
 */
public final class RecordedAttempts {

	private final ResilienceClock clock;

	private final List<Begun> attempts = new CopyOnWriteArrayList<>();

	RecordedAttempts(ResilienceClock clock) {
		this.clock = clock;
	}

	/**
	 * The attempts of one policy.
	 * @param policy its name
	 * @return the attempts of methods that go by it, in the order in which they began
	 */
	public List<RecordedAttempt> of(String policy) {
		return matching((attempt) -> attempt.policies().contains(policy));
	}

	/**
	 * All attempts.
	 * @return in the order in which they began
	 */
	public List<RecordedAttempt> all() {
		return matching((attempt) -> true);
	}

	private List<RecordedAttempt> matching(Predicate<RecordedAttempt> wanted) {
		return this.attempts.stream().map((begun) -> begun.recorded).filter(wanted).toList();
	}

	/** Forgets what was made so far. */
	public void clear() {
		this.attempts.clear();
	}

	/**
	 * Recorded when it begins: at a limit its call may be over before it is.
	 */
	Begun begin(Attempt attempt) {
		Begun begun = new Begun(attempt);
		this.attempts.add(begun);
		return begun;
	}

	/** An attempt, until it ends and beyond. */
	final class Begun implements End {

		private final long start = RecordedAttempts.this.clock.nanos();

		/** Volatile: replaced by the thread that ends the attempt, read by the test's. */
		private volatile RecordedAttempt recorded;

		Begun(Attempt attempt) {
			Instant at = RecordedAttempts.this.clock.instant();
			this.recorded = new RecordedAttempt(attempt.method(), attempt.policies(), attempt.number(), at, null, null);
		}

		@Override
		public void ended(@Nullable Throwable failure) {
			ended(failure, Duration.ofNanos(RecordedAttempts.this.clock.nanos() - this.start));
		}

		/** A fault that a limit has ended is recorded already. */
		void endedBy(Throwable fault) {
			if (this.recorded.failure() != fault) {
				ended(fault);
			}
		}

		void ended(@Nullable Throwable failure, Duration took) {
			RecordedAttempt begun = this.recorded;
			this.recorded = new RecordedAttempt(begun.method(), begun.policies(), begun.number(), begun.at(), took,
					failure);
		}

	}

}
