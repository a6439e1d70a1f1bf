package dev.resilience;

import dev.resilience.failure.CategorizedFailure;
import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * A failure of this library's own making: a guard refused the call, or ended it. What the
 * protected method throws is never wrapped in one.
 */
public abstract class ResilienceException extends RuntimeException implements CategorizedFailure {

	private final String policy;

	private final ErrorCode code;

	/**
	 * For the subclasses of this library.
	 * @param policy the policy's name
	 * @param code what went wrong
	 * @param message what, why and what next, in one line; null if the subclass makes it
	 * on demand
	 * @param stackTrace whether to pay for a stack trace
	 */
	protected ResilienceException(String policy, ErrorCode code, @Nullable String message, boolean stackTrace) {
		super(message, null, true, stackTrace);
		this.policy = policy;
		this.code = code;
	}

	/**
	 * The policy that refused or ended the call.
	 * @return the policy's name
	 */
	public String policy() {
		return this.policy;
	}

	/**
	 * What went wrong, as in logs, events and the README's table.
	 * @return the code
	 */
	public ErrorCode code() {
		return this.code;
	}

	/**
	 * Whether this is a refusal: the method was not called, or not again, because a guard
	 * said no. A method with a plain {@code Future} that no worker was free to wait for
	 * was called.
	 * @return true for a refusal, false for a call that was ended
	 */
	public boolean isRefusal() {
		return category() == FailureCategory.REJECTED;
	}

}
