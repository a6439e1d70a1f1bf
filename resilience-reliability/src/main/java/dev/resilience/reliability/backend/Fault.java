package dev.resilience.reliability.backend;

import java.io.IOException;

/**
 * A way to be ill.
 *
 * @param name what the fault is called, in tables and on the command line
 * @param place where clients find the backend meanwhile
 * @param reaction what they are answered, if they get that far
 */
public record Fault(String name, Place place, Reaction reaction) {

	/** None at all. */
	public static final Fault NONE = of("healthy", Exchange::sendHealthyAnswer);

	/**
	 * A fault of a backend that is where it always is.
	 * @param name what it is called
	 * @param reaction what clients are answered
	 * @return the fault
	 */
	public static Fault of(String name, Reaction reaction) {
		return new Fault(name, Place.THERE, reaction);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** What the backend does when it has read a request. */
	@FunctionalInterface
	public interface Reaction {

		/**
		 * Answers, or does not. The connection stays open for the next request unless the
		 * reaction closes it.
		 * @param exchange the request, and the way back
		 * @throws IOException if the client is gone
		 * @throws InterruptedException if the backend is closed
		 */
		void answer(Exchange exchange) throws IOException, InterruptedException;

	}

}
