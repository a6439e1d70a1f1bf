package dev.resilience.policy;

import org.jspecify.annotations.Nullable;

/**
 * What of a call is about time: when it, its present attempt and the calls around it end.
 * A superclass of {@link Call}, and not an object of its own, because a call allocates
 * nothing that it need not.
 */
abstract class CallDeadlines {

	private final CallSite site;

	private CallFacts facts = CallFacts.NONE;

	CallDeadlines(CallSite site) {
		this.site = site;
	}

	/** What is noted of this call, to be read. */
	final CallFacts facts() {
		return this.facts;
	}

	/** Where to note something. */
	final CallFacts notes() {
		if (this.facts == CallFacts.NONE) {
			this.facts = new CallFacts();
		}
		return this.facts;
	}

	/**
	 * What is the same for all calls of the method.
	 * @return the site
	 */
	public final CallSite site() {
		return this.site;
	}

	/**
	 * Begins to count down, for the call and for those that it is made from. Their limits
	 * that are armed on this thread need not be remembered.
	 */
	final void startClock(@Nullable CallDeadlines around) {
		if (this.site.totalNanos() > 0) {
			notes().totalDeadline = this.site.time().nanos() + this.site.totalNanos();
		}
		if (around != null && (around.facts != CallFacts.NONE || armed() != around.armed())) {
			long left = around.left(around.site.time().nanos());
			if (left != Long.MAX_VALUE) {
				notes().outerDeadline = deadline(this.site.time().nanos() + left);
				if (armed() == this.site.armed()) {
					notes().interruptedAt = around.interruptedAt();
				}
			}
		}
	}

	/** Is on a worker, to whom another call's thread passes on its interrupts. */
	final void heedInterrupts(CallDeadlines other) {
		long now = this.site.time().nanos();
		long left = other.interruptLeft(now);
		if (left != Long.MAX_VALUE) {
			notes().interruptedAt = deadline(now + left);
		}
	}

	/** Has the deadlines of another call. */
	final void continueLimits(CallDeadlines other) {
		CallFacts known = other.facts;
		if (known != CallFacts.NONE) {
			notes().totalDeadline = known.totalDeadline;
			notes().outerDeadline = known.outerDeadline;
		}
		if (other.attemptDeadline() != 0) {
			limitAttempt(other.attemptDeadline());
		}
		if (armed() != other.armed()) {
			long now = this.site.time().nanos();
			long left = other.limitsLeft(now);
			if (left != Long.MAX_VALUE) {
				notes().outerDeadline = deadline(now + left);
			}
		}
	}

	/** The limits of the thread that the call is on. */
	ArmedLimits armed() {
		return this.site.armed();
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
		return (this.site.totalNanos() > 0) ? this.facts.totalDeadline - now : Long.MAX_VALUE;
	}

	/**
	 * Remembers when the present attempt will be ended, where no armed limit tells it.
	 * @param deadline the reading of the clock at which it ends, 0 for never; see
	 * {@link #deadline(long)}
	 * @return what was remembered before, to be set again when this limit is over
	 */
	public long limitAttempt(long deadline) {
		CallFacts known = notes();
		long outer = known.attemptDeadline;
		known.attemptDeadline = deadline;
		return outer;
	}

	/**
	 * When the present attempt will be ended.
	 * @return a reading of the clock, or 0 for never
	 */
	public long attemptDeadline() {
		return this.facts.attemptDeadline;
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

	/** When a limit that is not armed on the call's thread interrupts it, 0 for never. */
	long interruptedAt() {
		return this.facts.interruptedAt;
	}

	/**
	 * How long until a limit interrupts the calling thread, which the call is on.
	 * @param now the present reading of the clock
	 * @return nanoseconds, zero or less if it has passed, {@link Long#MAX_VALUE} if none
	 * interrupts
	 */
	public final long interruptLeft(long now) {
		long moment = interruptedAt();
		return Math.min((moment != 0) ? moment - now : Long.MAX_VALUE, this.site.armed().left(now));
	}

	/** How long until a limit passes that is armed now, here or in a call around. */
	final long limitsLeft(long now) {
		CallFacts known = this.facts;
		long deadline = attemptDeadline();
		long attemptLeft = (deadline != 0) ? deadline - now : Long.MAX_VALUE;
		long outerLeft = (known.outerDeadline != 0) ? known.outerDeadline - now : Long.MAX_VALUE;
		return Math.min(Math.min(attemptLeft, outerLeft), armed().left(now));
	}

}
