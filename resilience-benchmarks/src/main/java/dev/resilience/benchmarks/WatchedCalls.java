package dev.resilience.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Calls under all four annotations of this library, in applications that watch them in
 * one way each. Nobody watches {@link OurAnnotations#allFour}.
 */
public class WatchedCalls extends Measured {

	/** There is a registry of meters. */
	@Benchmark
	public String allFourWithMeters(WatchedStates.Meters state) {
		return state.ask();
	}

	/** The application listens to events; a call that succeeds has none. */
	@Benchmark
	public String allFourWithListener(WatchedStates.Listener state) {
		return state.ask();
	}

	/** Each call is an observation, of which a timer is made. */
	@Benchmark
	public String allFourObserved(WatchedStates.Observed state) {
		return state.ask();
	}

}
