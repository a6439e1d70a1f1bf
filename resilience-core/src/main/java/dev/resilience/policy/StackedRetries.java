package dev.resilience.policy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.resilience.failure.OnceReporter;

/**
 * Warns of a retried method that is called by a retried method: the attempts of the two
 * multiply, and a backend that is ill gets many times the calls that anybody meant. One
 * object for each call site. Safe for use by many threads.
 */
public final class StackedRetries {

	/** Bounds the memory where call sites are made without end. */
	private static final int MOST = 1_000;

	private final OnceReporter reporter;

	/** The sites around this one that were told of. */
	private final Set<StackedRetries> told = ConcurrentHashMap.newKeySet();

	/**
	 * Starts without any.
	 * @param reporter tells the user
	 */
	public StackedRetries(OnceReporter reporter) {
		this.reporter = reporter;
	}

	/**
	 * Warns, the first time that this pair is seen.
	 * @param outer the site whose retry repeats the call
	 * @param inner the site of this object
	 */
	public void found(CallSite outer, CallSite inner) {
		if (this.told.size() < MOST && this.told.add(outer.stackedRetries())) {
			this.reporter.report(outer.where() + " calls " + inner.where(),
					"and both are retried (policy '" + outer.policy() + "', " + outer.attempts()
							+ " attempts, and policy '" + inner.policy() + "', " + inner.attempts()
							+ " attempts): one call may become " + (long) outer.attempts() * inner.attempts()
							+ ". Keep the retry on one of the two, or give one a policy with max-attempts: 1");
		}
	}

}
