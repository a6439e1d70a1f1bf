package dev.resilience.benchmarks;

import org.openjdk.jmh.annotations.Threads;

/** One circuit that two threads use at once; the time is that of a call of either. */
@Threads(2)
public class TwoThreadsCircuit extends CircuitAlone {

}
