package dev.resilience.policy;

import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * One protected call on its way through the chain: how to run the method, and what the
 * links have to tell each other without knowing each other. Used by one thread at a time;
 * an attempt that may go on when the call has left it behind has a {@link DetachedCall}
 * of its own.
 */
public abstract class Call extends CallDeadlines {

	/**
	 * Null values stay in the map of a thread on purpose: they cost nothing and pin no
	 * class loader.
	 */
	private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();

	private int attempt = 1;

	private boolean lastAttempt;

	/** Whether what runs now may be run again by this call's retry. */
	private boolean inRetry;

	/** Whether a fallback has answered. */
	private boolean answered;

	/** Whether a guard of this call has refused the present attempt. */
	private boolean refused;

	private long longestAttempt;

	private @Nullable Permit admission;

	private Failures.@Nullable Judgement judgement;

	/** The innermost site around this one that is retried. */
	private @Nullable CallSite retriedBy;

	/**
	 * Makes the call ready to start.
	 * @param site what is the same for all calls of the method
	 */
	protected Call(CallSite site) {
		super(site);
	}

	/**
	 * Runs the method once. Called for each attempt.
	 * @return what the method returns
	 * @throws Throwable what the method throws
	 */
	protected abstract @Nullable Object invoke() throws Throwable;

	/**
	 * What the method was called with.
	 * @return the arguments; empty for a call that has none
	 */
	public abstract @Nullable Object[] arguments();

	/**
	 * The object whose method is called.
	 * @return the object, or null for a call without one
	 */
	public @Nullable Object target() {
		return null;
	}

	/**
	 * The proxy through which the object was called.
	 * @return the proxy, or null where there is none or it is not known
	 */
	public @Nullable Object proxy() {
		return null;
	}

	/**
	 * Walks the chain as the current call of this thread.
	 * @param first the outermost link
	 * @return what the call returns
	 * @throws Throwable what the call throws
	 */
	public final @Nullable Object walk(Link first) throws Throwable {
		Call around = CURRENT.get();
		begin(around);
		CURRENT.set(this);
		try {
			return first.call(this);
		}
		finally {
			CURRENT.set(around);
		}
	}

	/** Starts the clock of the whole call. */
	final void begin(@Nullable Call around) {
		startClock(around);
		if (around != null) {
			this.retriedBy = (around.inRetry && around.site().attempts() > 1) ? around.site() : around.retriedBy;
			if (this.retriedBy != null && site().attempts() > 1) {
				site().stackedRetries().found(this.retriedBy, site());
			}
		}
	}

	/** Goes on where another call is, in its present attempt. */
	final void continueFrom(Call other) {
		continueLimits(other);
		this.attempt = other.attempt;
		this.retriedBy = other.retriedBy;
		this.inRetry = other.inRetry;
		this.admission = other.admission;
	}

	/**
	 * Takes over what a call has learnt that went on for this one and has come back.
	 * @param other the call that has come back
	 */
	public final void takeOver(Call other) {
		this.attempt = Math.max(this.attempt, other.attempt);
		this.lastAttempt |= other.lastAttempt;
		this.refused |= other.refused;
		if (other.answered) {
			this.answered = true;
			this.judgement = other.judgement;
		}
		this.longestAttempt = Math.max(this.longestAttempt, other.longestAttempt);
		if (other.admission != null) {
			this.admission = other.admission;
		}
	}

	/** Makes a call the current one of this thread; returns the one before. */
	static @Nullable Call setCurrent(@Nullable Call call) {
		Call before = CURRENT.get();
		CURRENT.set(call);
		return before;
	}

	/**
	 * The innermost protected call that this thread is in.
	 * @return the call, or null outside of any
	 */
	public static @Nullable Call current() {
		return CURRENT.get();
	}

	/**
	 * The number of the present attempt.
	 * @return 1 for the first
	 */
	public final int attempt() {
		return this.attempt;
	}

	/**
	 * Begins a further attempt. It may throw the same instance with other facts in it, so
	 * what was known of that is forgotten.
	 */
	public final void nextAttempt() {
		this.attempt++;
		this.judgement = null;
		this.answered = false;
		this.refused = false;
	}

	/**
	 * Remembers whether what runs from now on is repeated by the retry. A fallback, for
	 * one, is not.
	 * @param repeated true when the attempts begin, false when they are over
	 */
	public final void inRetry(boolean repeated) {
		this.inRetry = repeated;
	}

	/**
	 * Forbids further attempts: the present one has done its work, or no wait for another
	 * could begin.
	 */
	public final void makeThisAttemptTheLast() {
		this.lastAttempt = true;
	}

	/**
	 * Remembers an admission that has a word on further attempts.
	 * @param permit the admission
	 */
	public final void admittedBy(Permit permit) {
		this.admission = permit;
	}

	/**
	 * Whether nobody on the way forbids a further attempt.
	 * @return true if it may be made
	 */
	public final boolean mayTryAgain() {
		Permit permit = this.admission;
		return !this.lastAttempt && !forbidsAnotherAttempt() && (permit == null || permit.allowsAnotherAttempt());
	}

	/**
	 * Whether the call itself knows a reason against a further attempt: a limit around
	 * the attempts has passed. It has interrupted once and would not do so again. (The
	 * total limit is asked for each attempt, and tells of itself.)
	 */
	boolean forbidsAnotherAttempt() {
		return limitsLeft(site().time().nanos()) <= 0;
	}

	/**
	 * Remembers how long the longest attempt took.
	 * @param nanos how long one took
	 */
	public final void attemptTook(long nanos) {
		this.longestAttempt = Math.max(this.longestAttempt, nanos);
	}

	/**
	 * How long the longest attempt took that ended since {@link #forgetAttempts()}.
	 * @return nanoseconds, 0 where the site does not measure
	 */
	public final long longestAttempt() {
		return this.longestAttempt;
	}

	/**
	 * Starts measuring afresh.
	 */
	public final void forgetAttempts() {
		this.longestAttempt = 0;
	}

	/**
	 * Remembers that a fallback has answered in place of what was judged last.
	 */
	public final void markAnswered() {
		this.answered = true;
	}

	/**
	 * Remembers that a guard has refused the present attempt: it is not made.
	 */
	public final void markRefused() {
		this.refused = true;
	}

	final boolean isRefused() {
		return this.refused;
	}

	final boolean isAnswered() {
		return this.answered;
	}

	/** The failure that was asked about last, or null if none was. */
	final @Nullable Throwable lastJudged() {
		return (this.judgement != null) ? this.judgement.failure() : null;
	}

	/**
	 * What a failure is. Several links ask about the same one; it is judged once.
	 * @param failures who judges
	 * @param failure what was thrown
	 * @return the verdict
	 */
	public final FailureVerdict verdict(Failures failures, Throwable failure) {
		return judgement(failures, failure).verdict();
	}

	/**
	 * The failure or the cause that decided the verdict.
	 * @param failures who judges
	 * @param failure what was thrown
	 * @return what decided
	 */
	public final Throwable decider(Failures failures, Throwable failure) {
		return judgement(failures, failure).decider();
	}

	private Failures.Judgement judgement(Failures failures, Throwable failure) {
		Failures.Judgement known = this.judgement;
		if (known == null || known.failure() != failure) {
			known = failures.judge(failure);
			this.judgement = known;
		}
		return known;
	}

}
