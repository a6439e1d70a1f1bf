package dev.resilience.benchmarks;

/** A circuit that one thread uses. */
public class SingleThreadCircuit extends CircuitAlone {

}
