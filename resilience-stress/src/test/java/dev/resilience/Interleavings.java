package dev.resilience;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How many orders of steps are tried; more where there is time. */
public final class Interleavings {

	private static final boolean QUICK = Boolean.getBoolean("stress.quick");

	private Interleavings() {
	}

	/** Two threads with a few operations each, of few steps. */
	public static ModelCheckingOptions options() {
		return options(3).iterations(QUICK ? 10 : 100).invocationsPerIteration(QUICK ? 300 : 5_000);
	}

	/** The same of operations of many steps. */
	public static ModelCheckingOptions optionsOfLongOperations() {
		return options(2).actorsBefore(0)
			.actorsAfter(1)
			.iterations(QUICK ? 3 : 20)
			.invocationsPerIteration(QUICK ? 50 : 500);
	}

	private static ModelCheckingOptions options(int operations) {
		return new ModelCheckingOptions().threads(2).actorsPerThread(operations);
	}

}
