package dev.resilience.history;

/** The clock of a model. */
@FunctionalInterface
interface ModelClock {

	long now();

}
