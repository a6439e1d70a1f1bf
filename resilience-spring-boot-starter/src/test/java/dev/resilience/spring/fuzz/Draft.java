package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A document that is still being written; no key is ever there twice. */
final class Draft {

	static final List<String> ROOT = List.of("resilience");

	static final List<String> DEFAULTS = List.of("resilience", "defaults");

	private static final List<String> USUAL_NAMES = List.of("http", "quoteService", "mail_server", "a-c", "X", "c3po",
			"search", "vector-store", "llm", "critical", "TOTAL", "retry");

	private final List<Part> parts = new ArrayList<>();

	private final Set<String> policies = new TreeSet<>();

	final Random random;

	Draft(Random random) {
		this.random = random;
	}

	static List<String> policy(String name) {
		return List.of("resilience", "policies", name);
	}

	/** The name of a policy that is not there yet. */
	String newPolicy() {
		for (String name : USUAL_NAMES) {
			if (this.random.nextInt(4) == 0 && this.policies.add(name)) {
				return name;
			}
		}
		String name = "p" + this.policies.size();
		this.policies.add(name);
		return name;
	}

	/** The names that a base can be. */
	List<String> policies() {
		return List.copyOf(this.policies);
	}

	void addPolicy(String name) {
		this.policies.add(name);
	}

	/** A policy that is there, or the defaults. */
	List<String> anyLevel() {
		if (this.random.nextInt(6) == 0) {
			return DEFAULTS;
		}
		return policy((this.random.nextInt(3) == 0) ? newPolicy() : Values.any(this.random, policies()));
	}

	/** Adds a part, unless something of it is written already. */
	void add(Part part) {
		if (part.entries().stream().noneMatch((entry) -> isWritten(entry.path()))) {
			this.parts.add(part);
		}
	}

	/** Adds a part without anything written, unless it is there. */
	void addOnce(Part part) {
		if (!this.parts.contains(part)) {
			this.parts.add(part);
		}
	}

	/** Takes out what is right and stands in the way. */
	boolean makeRoom(List<String> path) {
		boolean wrong = this.parts.stream()
			.anyMatch((part) -> !part.expected().isEmpty() && standsInTheWay(part, path));
		if (!wrong) {
			this.parts.removeIf((part) -> standsInTheWay(part, path));
		}
		return !wrong;
	}

	private static boolean standsInTheWay(Part part, List<String> path) {
		return part.entries().stream().anyMatch((entry) -> entry.excludes(path));
	}

	boolean isWritten(List<String> path) {
		return this.parts.stream().anyMatch((part) -> standsInTheWay(part, path));
	}

	Document document(long seed) {
		return new Document(seed, this.parts);
	}

}
