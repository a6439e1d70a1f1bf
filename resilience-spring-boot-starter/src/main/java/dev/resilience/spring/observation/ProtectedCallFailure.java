package dev.resilience.spring.observation;

import dev.resilience.policy.CallEnd;

/**
 * Stands for a failure in a trace where its message, which may hold secrets, is not to be
 * told. Says of what class and category the failure was, and nothing else.
 */
final class ProtectedCallFailure extends RuntimeException {

	ProtectedCallFailure(Throwable failure, CallEnd end) {
		super(failure.getClass().getName() + " (" + end.category() + ")", null, false, false);
	}

}
