package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes what can be meant. */
final class RightParts {

	static final List<String> READY_MADE = List.of("fast-flaky", "slow-reliable", "critical", "optional", "llm");

	/** What is as good as not written. */
	private static final List<String> NOTHING = List.of("", "~", "null", "''", "${fuzz.absent:}");

	private final Draft draft;

	private final Random random;

	RightParts(Draft draft) {
		this.draft = draft;
		this.random = draft.random;
	}

	void add() {
		this.draft.addPolicy("payments");
		this.draft.addPolicy("stock");
		this.draft.add(Part.of(Entry.of(Draft.policy("payments"), "retry.max-attempts", new Value("4", 4))));
		this.draft.add(Part.of(Entry.of(Draft.policy("stock"), "fallback.value", answer())));
		Keys.OF_SETTINGS.forEach((key, values) -> {
			if (this.random.nextInt(5) == 0) {
				this.draft.add(Part.of(Entry.of(Draft.ROOT, key, values.right(this.random))));
			}
		});
		some(this::order, this::rules, this::downWhenOpen, this::checks);
		some(() -> level(Draft.DEFAULTS));
		level(Draft.policy("payments"));
		for (int i = this.random.nextInt(5); i > 0; i--) {
			String name = this.draft.newPolicy();
			if (this.random.nextBoolean()) {
				base(name);
			}
			level(Draft.policy(name));
			// a policy that writes nothing is none
			this.draft.add(Part.of(Entry.of(Draft.policy(name), "enabled", Words.TRUTH.right(this.random))));
		}
	}

	private void some(Runnable... parts) {
		for (Runnable part : parts) {
			if (this.random.nextInt(3) == 0) {
				part.run();
			}
		}
	}

	private Value answer() {
		return Values.any(this.random,
				List.of(new Value("7", null), new Value("'7'", null), new Value("${fuzz.number}", null)));
	}

	/** Some keys of a policy or of the defaults. */
	void level(List<String> level) {
		int density = 2 + this.random.nextInt(20);
		Keys.OF_POLICIES.forEach((key, values) -> {
			// the only answer of stock must not be covered
			if (this.random.nextInt(density) == 0 && !(key.equals("fallback.empty") && level.contains("stock"))) {
				this.draft.add(Part.of(Entry.of(level, key, values.right(this.random))));
			}
			else if (this.random.nextInt(density * 12) == 0 && !(values instanceof ClassLists)) {
				this.draft.add(Part.of(Entry.of(level, key, Values.any(this.random, NOTHING))));
			}
		});
	}

	/** Bases are always written before, so there are no circles. */
	private void base(String name) {
		List<String> others = new ArrayList<>(this.draft.policies());
		others.remove(name);
		others.remove("stock");
		others.removeAll(READY_MADE);
		String base = READY_MADE.contains(name) ? name
				: Values.any(this.random, (this.random.nextInt(3) == 0) ? READY_MADE : others);
		this.draft.add(Part.of(Entry.of(Draft.policy(name), "base", new Value(base, base))));
	}

	private void order() {
		List<String> order = new ArrayList<>(List.of("fallback", "circuit", "retry", "time-limit"));
		if (this.random.nextBoolean()) {
			order.add("rate-limit");
			order.add("concurrency-limit");
		}
		Collections.shuffle(order, this.random);
		List<String> built = order.stream().filter((kind) -> !kind.matches("rate.*|conc.*")).toList();
		String text = String.join(", ", order);
		this.draft.add(Part.of(Entry.of(Draft.ROOT, "order",
				new Value(Values.any(this.random, List.of("[" + text + "]", text, text.replace('-', '_'))), built))));
	}

	private void rules() {
		this.draft
			.add(Part.of(Entry.of(Draft.ROOT, "failures.rules",
					Values.any(this.random, List.of("[]", "[{exception: java.io.IOException, category: TIMEOUT}]",
							"[{message: 'quota \\d+', category: rate-limited}, {message: a, category: NOT_FOUND}]",
							"\n- {exception: java.io.IOException, message: 'x.*', category: cancelled}")))));
	}

	private void downWhenOpen() {
		this.draft.add(Part.of(Entry.of(Draft.ROOT, "health.down-when-open",
				Values.any(this.random, List.of(new Value("[payments]", List.of("payments")),
						new Value("payments, stock", List.of("payments", "stock")))))));
	}

	private void checks() {
		this.draft.add(Part.of(Entry.of(Draft.ROOT, "checks.required-at-start",
				new Value("[search, vector-store]", List.of("search", "vector-store")))));
		this.draft
			.add(Part.of(Entry.of(Draft.ROOT, "checks.optional", new Value("vector-store", List.of("vector-store")))));
	}

}
