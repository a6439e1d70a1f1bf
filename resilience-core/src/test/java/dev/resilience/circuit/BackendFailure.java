package dev.resilience.circuit;

/** A failure that no rule knows; cheap, because tests throw many. */
final class BackendFailure extends RuntimeException {

	BackendFailure() {
		super("the backend failed", null, false, false);
	}

}
