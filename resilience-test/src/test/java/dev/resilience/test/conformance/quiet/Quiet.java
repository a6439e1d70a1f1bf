package dev.resilience.test.conformance.quiet;

/** Calls nobody. */
public class Quiet {

	void nothing() {
	}

}
