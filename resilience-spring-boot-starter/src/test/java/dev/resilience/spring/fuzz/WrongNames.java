package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/** Plants names that stand for nothing, or for something else. */
final class WrongNames {

	private final Draft draft;

	private final Random random;

	WrongNames(Draft draft) {
		this.draft = draft;
		this.random = draft.random;
	}

	void add() {
		String policy = this.draft.newPolicy();
		switch (this.random.nextInt(8)) {
			case 0 -> unknownBase(policy);
			case 1 -> circle(policy);
			case 2 -> one(Entry.of(Draft.policy(policy), "base", policy), "leads back");
			case 3 -> one(Entry.of(Draft.policy("none"), "retry.max-attempts", "2"), "cannot be a policy's name");
			case 4 -> twoSpellings(policy);
			case 5 -> one(Entry.of(Draft.DEFAULTS, Values.any(this.random, List.of("base", "enabled")),
					Values.any(this.random, List.of("payments", "true"))), "");
			case 6 -> one(Entry.of(Draft.policy(policy), "enabled", "perhaps"), "it must be true or false");
			default -> shape(policy);
		}
	}

	private void one(Entry entry, String told) {
		if (entry.key().endsWith("defaults.enabled") && entry.yaml().equals("payments")) {
			return;
		}
		boolean readyMade = RightParts.READY_MADE.contains(entry.yaml());
		if (!readyMade && this.draft.makeRoom(expectedAt(entry))) {
			this.draft.add(new Part(List.of(entry),
					List.of(new Expected(Entry.key(expectedAt(entry)), told, told.startsWith("cannot") ? null : entry)),
					List.of()));
		}
	}

	private static List<String> expectedAt(Entry entry) {
		return entry.path().get(2).equals("none") ? entry.path().subList(0, 3) : entry.path();
	}

	private void unknownBase(String policy) {
		String base = Values.any(this.random, List.of("nobody", "Payments", "77", "tru", "payments.retry", "' '",
				"x".repeat(10_000), "2001-12-14", "${fuzz.absent}", "[payments]x", "Ü", "resilience", "defaults"));
		one(Entry.of(Draft.policy(policy), "base", base.startsWith("[") ? "'" + base + "'" : base),
				"which is no policy");
	}

	private void circle(String first) {
		String second = this.draft.newPolicy();
		String least = (first.compareTo(second) < 0) ? first : second;
		Entry there = Entry.of(Draft.policy(first), "base", second);
		Entry back = Entry.of(Draft.policy(second), "base", first);
		boolean readyMade = RightParts.READY_MADE.contains(first) || RightParts.READY_MADE.contains(second);
		if (!readyMade && this.draft.makeRoom(there.path()) && this.draft.makeRoom(back.path())) {
			this.draft.add(new Part(List.of(there, back), List.of(new Expected("resilience.policies." + least + ".base",
					"leads back to '" + least + "'", least.equals(first) ? there : back)), List.of()));
		}
	}

	private void twoSpellings(String policy) {
		Entry one = Entry.of(Draft.policy("twin-" + policy), "retry.max-attempts", "2");
		Entry other = Entry.of(Draft.policy("twin" + policy), "circuit.failure-threshold", "2");
		if (!this.draft.isWritten(one.path()) && !this.draft.isWritten(other.path())) {
			this.draft.add(new Part(List.of(one, other),
					List.of(new Expected("resilience.policies.twin" + policy, "is written in several ways", null)),
					List.of()));
		}
	}

	private void shape(String policy) {
		String yaml = Values.any(this.random, List.of("three", "7", "[a]", "true", "[{retry: x}]", "2001-12-14"));
		Entry entry = new Entry(Draft.policy(policy), yaml, null);
		if (this.draft.makeRoom(entry.path())) {
			this.draft.add(Part.wrong(entry, "it must be a section"));
		}
	}

}
