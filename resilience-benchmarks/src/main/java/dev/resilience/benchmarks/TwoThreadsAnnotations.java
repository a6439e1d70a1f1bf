package dev.resilience.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Threads;

/** One bean that two threads call at once; the time is that of a call of either. */
@Threads(2)
public class TwoThreadsAnnotations extends Measured {

	/** A proxy with one interceptor that does nothing but go on. */
	@Benchmark
	public String springProxy(BareCalls.SpringProxy state) {
		return state.ask();
	}

	/** All four annotations of this library. */
	@Benchmark
	public String allFour(OurAnnotations.AllFour state) {
		return state.ask();
	}

	/** Two annotations of resilience4j and a fallback. */
	@Benchmark
	public String resilience4jCircuitBreakerRetryFallback(PeerAnnotations.Resilience4jThree state) {
		return state.ask();
	}

}
