package dev.resilience.circuit;

import dev.resilience.failure.Causes;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureTypes;
import dev.resilience.failure.FailureVerdict;

/** Decides how a failure counts. */
final class VoteRule {

	private final FailureTypes record;

	private final FailureTypes ignore;

	VoteRule(FailureTypes record, FailureTypes ignore) {
		this.record = record;
		this.ignore = ignore;
	}

	Outcome outcome(Throwable failure, FailureVerdict verdict) {
		if (Causes.isError(failure) || verdict.category() == FailureCategory.CANCELLED
				|| this.ignore.matches(failure)) {
			return Outcome.IGNORED;
		}
		if (!this.record.isEmpty()) {
			return this.record.matches(failure) ? Outcome.FAILURE : Outcome.IGNORED;
		}
		if (verdict.temper() == FailureTemper.TRANSIENT) {
			return (verdict.category() == FailureCategory.RATE_LIMITED) ? Outcome.IGNORED : Outcome.FAILURE;
		}
		boolean alive = verdict.temper() == FailureTemper.PERMANENT && verdict.answered();
		return alive ? Outcome.SUCCESS : Outcome.IGNORED;
	}

}
