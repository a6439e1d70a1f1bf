package dev.resilience.reliability.campaign;

import java.time.Duration;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.subject.SubjectOptions;

/**
 * What befalls the application.
 *
 * @param name what it is called, in tables and on the command line
 * @param fault how the provider is
 * @param burst how many requests come at once, or 0 for the usual rate
 * @param leave how many megabytes of heap remain free, or 0 for all
 * @param options how the application is started; campaigns with equal ones share it
 * @param longest how long a request may take at most
 */
record Campaign(String name, Fault fault, int burst, int leave, SubjectOptions options, Duration longest) {

	static Campaign of(Fault fault, SubjectOptions options, Duration longest) {
		return new Campaign(fault.name(), fault, 0, 0, options, longest);
	}

	/** Whether a JVM without memory may answer with an error. */
	boolean mayFail() {
		return this.leave > 0;
	}

}
