package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration whose mistakes are known.
 *
 * @param seed what it was made from
 * @param parts what it is made of
 */
record Document(long seed, List<Part> parts) {

	Document {
		parts = List.copyOf(parts);
	}

	List<Entry> entries() {
		return this.parts.stream().flatMap((part) -> part.entries().stream()).toList();
	}

	List<Expected> expected() {
		return this.parts.stream().flatMap((part) -> part.expected().stream()).toList();
	}

	/** The classes of the application that is configured. */
	List<Class<?>> sources() {
		List<Class<?>> sources = new ArrayList<>(List.of(Application.class));
		this.parts.forEach((part) -> sources.addAll(part.beans()));
		return sources;
	}

	Writing writing() {
		return new Writing(this);
	}

}
