package dev.resilience.policy;

import org.jspecify.annotations.Nullable;

/**
 * What of a call is about time: when it, its present attempt and the calls around it end.
 * A superclass of {@link Call}, and not an object of its own, because a call allocates
 * nothing that it need not.
 */
abstract class CallDeadlines {

	private final CallSite site;

	/** When the whole call must have ended, if the site has a total limit. */
	private long totalDeadline;

	/** When the present attempt is ended, or 0 for never. */
	private long attemptDeadline;

	/** When the calls that this one is made from are ended, or 0 for never. */
	private long outerDeadline;

	CallDeadlines(CallSite site) {
		this.site = site;
	}

	/**
	 * What is the same for all calls of the method.
	 * @return the site
	 */
	public final CallSite site() {
		return this.site;
	}

	/** Begins to count down, for the call and for those that it is made from. */
	final void startClock(@Nullable CallDeadlines around) {
		if (this.site.totalNanos() > 0) {
			this.totalDeadline = this.site.time().nanos() + this.site.totalNanos();
		}
		if (around != null) {
			long left = around.left(around.site.time().nanos());
			this.outerDeadline = (left != Long.MAX_VALUE) ? deadline(this.site.time().nanos() + left) : 0;
		}
	}

	/** Has the deadlines of another call. */
	final void continueLimits(CallDeadlines other) {
		this.totalDeadline = other.totalDeadline;
		this.attemptDeadline = other.attemptDeadline;
		this.outerDeadline = other.outerDeadline;
	}

	/**
	 * A reading of the clock that cannot be taken for "never".
	 * @param reading when something ends
	 * @return the reading, or the next where it is 0
	 */
	public static long deadline(long reading) {
		return (reading != 0) ? reading : 1;
	}

	/**
	 * How long the whole call may still take.
	 * @param now the present reading of the clock
	 * @return nanoseconds, zero or less if it has passed, {@link Long#MAX_VALUE} if there
	 * is no total limit
	 */
	public final long totalLeft(long now) {
		return (this.site.totalNanos() > 0) ? this.totalDeadline - now : Long.MAX_VALUE;
	}

	/**
	 * Remembers when the present attempt will be ended, for those who ask.
	 * @param deadline the reading of the clock at which it ends, 0 for never; see
	 * {@link #deadline(long)}
	 * @return what was remembered before, to be set again when this limit is over
	 */
	public final long limitAttempt(long deadline) {
		long outer = this.attemptDeadline;
		this.attemptDeadline = deadline;
		return outer;
	}

	/**
	 * When the present attempt will be ended.
	 * @return a reading of the clock, or 0 for never
	 */
	public final long attemptDeadline() {
		return this.attemptDeadline;
	}

	/**
	 * How long the present attempt may still take, limits of the calls around it
	 * included.
	 * @param now the present reading of the clock
	 * @return nanoseconds, {@link Long#MAX_VALUE} if there is no limit
	 */
	public final long left(long now) {
		return Math.min(limitsLeft(now), totalLeft(now));
	}

	/** How long until a limit passes that is armed now, here or in a call around. */
	final long limitsLeft(long now) {
		long attemptLeft = (this.attemptDeadline != 0) ? this.attemptDeadline - now : Long.MAX_VALUE;
		long outerLeft = (this.outerDeadline != 0) ? this.outerDeadline - now : Long.MAX_VALUE;
		return Math.min(attemptLeft, outerLeft);
	}

}
