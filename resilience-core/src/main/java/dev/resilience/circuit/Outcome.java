package dev.resilience.circuit;

/** How a call counts for its circuit. */
enum Outcome {

	SUCCESS, FAILURE, IGNORED, REJECTED

}
