package dev.resilience.history;

import java.time.Duration;

import dev.resilience.ErrorCode;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;

/**
 * What an attempt or a call of a model ends with.
 *
 * @param label by which it is known again
 * @param ending how a method ended, or null if something of ours ended the attempt
 * @param verdict what the failure is, or null if it is none
 */
record Result(String label, Ending ending, FailureVerdict verdict) {

	static Result of(Ending ending, String attempt) {
		return new Result(ending + " " + attempt, ending, ending.verdict());
	}

	static Result interrupted(String attempt) {
		return new Result("interrupted " + attempt, null, FailureVerdict.of(FailureCategory.CANCELLED));
	}

	static Result cancelled() {
		return new Result("cancelled", null, FailureVerdict.of(FailureCategory.CANCELLED));
	}

	static Result refused(Object state) {
		return new Result("CIRCUIT_OPEN " + state, null, FailureVerdict.of(FailureCategory.REJECTED));
	}

	static Result late(ErrorCode code, long limit, long elapsed) {
		return new Result(late(code.name(), Duration.ofNanos(limit), Duration.ofNanos(elapsed)), null,
				FailureVerdict.of(FailureCategory.TIMEOUT));
	}

	/** How a time limit that passed is told in words. */
	static String late(String code, Duration limit, Duration elapsed) {
		return code + " " + limit + " " + elapsed;
	}

	/** The same, with what the method came back with, if that was a failure. */
	Result after(Result suppressed) {
		return (suppressed != null && suppressed.isFailure())
				? new Result(this.label + " after " + suppressed.label, this.ending, this.verdict) : this;
	}

	boolean isFailure() {
		return this.verdict != null;
	}

	boolean isError() {
		return this.ending == Ending.ERROR;
	}

	boolean isCancelled() {
		return isFailure() && this.verdict.category() == FailureCategory.CANCELLED;
	}

	boolean isTransient() {
		return isFailure() && this.verdict.temper() == FailureTemper.TRANSIENT && !isError();
	}

	/** How it votes: true for the backend, false against it, null not at all. */
	Boolean vote() {
		if (!isFailure() || this.ending == Ending.ANSWERED) {
			return true;
		}
		return (isTransient() && this.ending != Ending.RATE_LIMITED) ? false : null;
	}

}
