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
	 * The call that a thread is in, in an array of one. An array, because to write into
	 * it is cheaper than to set a thread's value; of objects, so that what stays in the
	 * map of a thread pins no class loader.
	 */
	private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[1]);

	private static final int LAST_ATTEMPT = 1;

	/** Whether what runs now may be run again by this call's retry. */
	private static final int IN_RETRY = 1 << 1;

	/** Whether a fallback has answered. */
	private static final int ANSWERED = 1 << 2;

	/** Whether a guard of this call has refused the present attempt. */
	private static final int REFUSED = 1 << 3;

	/** Whether the thread is in no other call. */
	private static final int OUTERMOST = 1 << 4;

	private static final int LASTING = LAST_ATTEMPT | IN_RETRY | ANSWERED | REFUSED | OUTERMOST;

	/** Whether the call is counted when it is over: nothing has happened so far. */
	private static final int COUNTED_AT_END = 1 << 5;

	/** From here on, the kinds that have noted their success. */
	private static final int NOTED_SHIFT = 6;

	/** The facts that are only true or false, as one field. */
	private int flags;

	private @Nullable Permit admission;

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
		@Nullable Object[] current = CURRENT.get();
		Call around = (Call) current[0];
		begin(around);
		this.flags = (around == null) ? COUNTED_AT_END | OUTERMOST : COUNTED_AT_END;
		current[0] = this;
		try {
			return first.call(this);
		}
		finally {
			current[0] = around;
			countNoted();
		}
	}

	/**
	 * Notes that a kind has seen the call succeed, to be counted when it is over.
	 * @param kind the kind
	 * @return false if the kind has to count by itself: something has happened to the
	 * call, or it goes on without its caller
	 */
	public final boolean noteSuccess(PolicyKind kind) {
		if (!is(COUNTED_AT_END)) {
			return false;
		}
		this.flags |= UneventfulCalls.bit(kind) << NOTED_SHIFT;
		return true;
	}

	/**
	 * Counts what the kinds have noted, because something has happened that may take
	 * long: a failure, or a result that is refused. From now on the kinds count by
	 * themselves.
	 */
	public final void countAtOnce() {
		if (is(COUNTED_AT_END)) {
			countNoted();
			this.flags &= LASTING;
		}
	}

	/**
	 * Counts what the kinds have noted so far, where a count must not come later than
	 * what follows.
	 */
	public final void countNoted() {
		int noted = this.flags >>> NOTED_SHIFT;
		if (noted != 0) {
			this.flags &= LASTING | COUNTED_AT_END;
			site().uneventful().count(noted);
		}
	}

	/** Starts the clock of the whole call. */
	final void begin(@Nullable Call around) {
		startClock(around);
		if (around != null) {
			CallSite retriedBy = (around.is(IN_RETRY) && around.site().attempts() > 1) ? around.site()
					: around.facts().retriedBy;
			if (retriedBy != null) {
				notes().retriedBy = retriedBy;
				if (site().attempts() > 1) {
					site().stackedRetries().found(retriedBy, site());
				}
			}
		}
	}

	/** Goes on where another call is, in its present attempt. */
	final void continueFrom(Call other) {
		continueLimits(other);
		CallFacts known = other.facts();
		if (known != CallFacts.NONE) {
			notes().attempt = known.attempt;
			notes().retriedBy = known.retriedBy;
		}
		set(IN_RETRY, other.is(IN_RETRY));
		this.admission = other.admission;
	}

	/**
	 * Takes over what a call has learnt that went on for this one and has come back.
	 * @param other the call that has come back
	 */
	public final void takeOver(Call other) {
		CallFacts learnt = other.facts();
		if (learnt != CallFacts.NONE) {
			CallFacts mine = notes();
			mine.attempt = Math.max(mine.attempt, learnt.attempt);
			mine.longestAttempt = Math.max(mine.longestAttempt, learnt.longestAttempt);
			if (other.is(ANSWERED)) {
				mine.judgement = learnt.judgement;
			}
		}
		this.flags |= other.flags & (LAST_ATTEMPT | REFUSED | ANSWERED);
		if (other.admission != null) {
			this.admission = other.admission;
		}
	}

	/**
	 * Whether the thread that walks the chain is in no other call.
	 * @return true if so
	 */
	public final boolean isOutermost() {
		return is(OUTERMOST);
	}

	private boolean is(int flag) {
		return (this.flags & flag) != 0;
	}

	private void set(int flag, boolean value) {
		this.flags = value ? this.flags | flag : this.flags & ~flag;
	}

	/** Makes a call the current one of this thread; returns the one before. */
	static @Nullable Call setCurrent(@Nullable Call call) {
		@Nullable Object[] current = CURRENT.get();
		Call before = (Call) current[0];
		current[0] = call;
		return before;
	}

	/**
	 * The innermost protected call that this thread is in.
	 * @return the call, or null outside of any
	 */
	public static @Nullable Call current() {
		return (Call) CURRENT.get()[0];
	}

	/**
	 * The number of the present attempt.
	 * @return 1 for the first
	 */
	public final int attempt() {
		return facts().attempt;
	}

	/**
	 * Begins a further attempt. It may throw the same instance with other facts in it, so
	 * what was known of that is forgotten.
	 */
	public final void nextAttempt() {
		CallFacts known = notes();
		known.attempt++;
		known.judgement = null;
		this.flags &= ~(ANSWERED | REFUSED);
	}

	/**
	 * Remembers whether what runs from now on is repeated by the retry. A fallback, for
	 * one, is not.
	 * @param repeated true when the attempts begin, false when they are over
	 */
	public final void inRetry(boolean repeated) {
		set(IN_RETRY, repeated);
	}

	/**
	 * Forbids further attempts: the present one has done its work, or no wait for another
	 * could begin.
	 */
	public final void makeThisAttemptTheLast() {
		this.flags |= LAST_ATTEMPT;
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
		return !is(LAST_ATTEMPT) && !forbidsAnotherAttempt() && (permit == null || permit.allowsAnotherAttempt());
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
		CallFacts known = notes();
		known.longestAttempt = Math.max(known.longestAttempt, nanos);
	}

	/**
	 * How long the longest attempt took that ended since {@link #forgetAttempts()}.
	 * @return nanoseconds, 0 where the site does not measure
	 */
	public final long longestAttempt() {
		return facts().longestAttempt;
	}

	/**
	 * Starts measuring afresh.
	 */
	public final void forgetAttempts() {
		if (facts() != CallFacts.NONE) {
			notes().longestAttempt = 0;
		}
	}

	/**
	 * Remembers that a fallback has answered in place of what was judged last.
	 */
	public final void markAnswered() {
		this.flags |= ANSWERED;
	}

	/**
	 * Remembers that a guard has refused the present attempt: it is not made.
	 */
	public final void markRefused() {
		this.flags |= REFUSED;
	}

	final boolean isRefused() {
		return is(REFUSED);
	}

	final boolean isAnswered() {
		return is(ANSWERED);
	}

	/** The failure that was asked about last, or null if none was. */
	final @Nullable Throwable lastJudged() {
		Failures.Judgement known = facts().judgement;
		return (known != null) ? known.failure() : null;
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
		Failures.Judgement known = facts().judgement;
		if (known == null || known.failure() != failure) {
			countAtOnce();
			known = failures.judge(failure);
			notes().judgement = known;
		}
		return known;
	}

}
