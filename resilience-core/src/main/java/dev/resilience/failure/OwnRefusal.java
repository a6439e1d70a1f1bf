package dev.resilience.failure;

/**
 * A refusal of this library's own making. It has no cause, and nobody but the user's own
 * rules and classifiers could know more of it than its category says. Refusals are many,
 * so they are not asked for what they cannot have.
 */
public interface OwnRefusal extends CategorizedFailure {

	@Override
	default FailureCategory category() {
		return FailureCategory.REJECTED;
	}

}
