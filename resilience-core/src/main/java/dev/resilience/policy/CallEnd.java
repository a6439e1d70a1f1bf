package dev.resilience.policy;

import java.util.Locale;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * How a whole call ended, seen from outside of all its policies.
 *
 * @param outcome the end in one word
 * @param attempts how often the method was called, 0 if the call was refused
 * @param failure what the caller was told, or what the fallback answered; null if nothing
 * failed
 * @param category what that failure was found to be, or null without a failure
 */
public record CallEnd(Outcome outcome, int attempts, @Nullable Throwable failure, @Nullable FailureCategory category) {

	/** The end in one word. */
	public enum Outcome {

		/** The method's own result. */
		SUCCESS,

		/** A fallback's result. */
		FALLBACK,

		/** A failure. */
		FAILURE,

		/** Refused by a guard of its own: an open circuit, or no worker. */
		REJECTED,

		/** Given up: cancelled, or interrupted. */
		CANCELLED;

		/**
		 * The word that tags have.
		 * @return in lower case
		 */
		public String tag() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * The end of a call.
	 * @param call the call
	 * @param failures who judges
	 * @param failure what the caller is told, or null for a result
	 * @return how it ended
	 */
	public static CallEnd of(Call call, Failures failures, @Nullable Throwable failure) {
		int attempts = call.attempt() - (call.isRefused() ? 1 : 0);
		Throwable reason = (failure != null || !call.isAnswered()) ? failure : call.lastJudged();
		if (reason == null) {
			return new CallEnd(call.isAnswered() ? Outcome.FALLBACK : Outcome.SUCCESS, attempts, null, null);
		}
		FailureVerdict verdict = call.verdict(failures, reason);
		return new CallEnd((failure != null) ? outcome(call, verdict.category()) : Outcome.FALLBACK, attempts, reason,
				verdict.category());
	}

	private static Outcome outcome(Call call, FailureCategory category) {
		return call.isRefused() ? Outcome.REJECTED
				: (category == FailureCategory.CANCELLED) ? Outcome.CANCELLED : Outcome.FAILURE;
	}

}
