package dev.resilience.test.conformance;

import java.util.Set;

/**
 * A type whose methods call a backend. Known by name, so that nobody needs the library.
 *
 * @param type the full name of the class or interface; what extends it counts too
 * @param methods names of methods
 * @param allBut whether these are the methods that call nobody, instead of those that do
 */
record Client(String type, Set<String> methods, boolean allBut) {

	/** Of fluent clients the method that a call begins with. */
	static Client with(String type, String... methods) {
		return new Client(type, Set.of(methods), false);
	}

	static Client allBut(String type, String... methods) {
		return new Client(type, Set.of(methods), true);
	}

	boolean calls(String method) {
		return this.methods.contains(method) != this.allBut;
	}

}
