package dev.resilience.policy;

import dev.resilience.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a call that does not go as most do: it is tried again, it
 * fails, it has a total limit, it is made from a call that is retried. An object of its
 * own, made when there is something to put into it, because most calls allocate nothing
 * that they need not.
 */
final class CallFacts {

	/** What is known of a call of which nothing is noted; never written to. */
	static final CallFacts NONE = new CallFacts();

	int attempt = 1;

	long longestAttempt;

	/** When the whole call must have ended, if the site has a total limit. */
	long totalDeadline;

	/** When the present attempt is ended, or 0 for never. */
	long attemptDeadline;

	/** When the calls that this one is made from are ended, or 0 for never. */
	long outerDeadline;

	/**
	 * When somebody else's limit interrupts the thread that this call is on, or 0 for
	 * never.
	 */
	long interruptedAt;

	Failures.@Nullable Judgement judgement;

	/** The innermost site around this one that is retried. */
	@Nullable CallSite retriedBy;

}
