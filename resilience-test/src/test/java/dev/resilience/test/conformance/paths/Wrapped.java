package dev.resilience.test.conformance.paths;

/** Made by {@code ProtectedCalls.wrap}, which nobody sees in the code. */
public interface Wrapped {

	String find();

}
