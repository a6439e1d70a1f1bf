package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Plants mistakes, each of a sort of its own. */
final class WrongParts {

	private final Draft draft;

	private final Random random;

	private final List<Runnable> sorts;

	WrongParts(Draft draft) {
		this.draft = draft;
		this.random = draft.random;
		this.sorts = List.of(this::value, this::value, this::value, this::value, this::value, this::value,
				this::setting, this::setting, this::section, this::unknownKey, this::unknownKey, this::oddName,
				this::oddName, this::together, () -> new WrongNames(this.draft).add(),
				() -> new WrongNames(this.draft).add(), () -> new WrongLists(this.draft).add(),
				() -> new WrongLists(this.draft).add(), this::bean, this::answer);
	}

	void add() {
		Values.any(this.random, this.sorts).run();
	}

	private void value() {
		List<String> level = this.draft.anyLevel();
		Map.Entry<String, Values> key = any(Keys.OF_POLICIES);
		plant(Entry.path(level, key.getKey()), key.getValue().wrong(this.random));
	}

	private void setting() {
		Map.Entry<String, Values> key = any(Keys.OF_SETTINGS);
		plant(Entry.path(Draft.ROOT, key.getKey()), key.getValue().wrong(this.random));
	}

	private Map.Entry<String, Values> any(Map<String, Values> keys) {
		return Values.any(this.random,
				List.copyOf(keys.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()));
	}

	private void plant(List<String> path, Wrong wrong) {
		if (this.draft.makeRoom(path)) {
			this.draft.add(Part.wrong(new Entry(path, wrong.yaml(), null), wrong.told()));
		}
	}

	/** Something else in the place of keys. */
	private void section() {
		String section = Values.any(this.random, List.of("retry", "retry.backoff", "retry.budget", "circuit",
				"circuit.window", "circuit.half-open", "time-limit", "fallback"));
		String yaml = Values.any(this.random, List.of("often", "7", "true", ".nan", "2001-12-14", "[a, b]", "[]x",
				"[{max-attempts: 3}]", "!!binary aGVsbG8=", "${fuzz.absent:x}", "1.5s", "\n- retry"));
		plant(Entry.path(Draft.policy(this.draft.newPolicy()), section),
				new Wrong(yaml.equals("[]x") ? "'[]x'" : yaml, "it must be a section"));
	}

	private void unknownKey() {
		List<String> path = new ArrayList<>(Values.any(this.random, List.of(Draft.ROOT, this.draft.anyLevel())));
		String below = Values.any(this.random, List.of("", "retry.", "circuit.window.", "fallback.", "time-limit."));
		String key = Values.any(this.random,
				List.of("max-atempts", "retrys", "wndow", "x", "7", "polices", "ü", "unknown key", "a,b", "[0]", "[x]",
						"x".repeat(1_000), "retry-on-results", "enable", "1.5", "false", "null", "ON1"));
		path = Entry.path(path, (path.size() == 1) ? key : below + key);
		if (key.contains(".")) {
			path = new ArrayList<>(path.subList(0, path.size() - 1));
		}
		String yaml = Values.any(this.random, List.of("1", "", "text", "[1, 2]", "{a: 1}", "{}", "[]", "~", "true"));
		// an index makes a list of what is around it
		if (key.equals("[0]")) {
			// an index makes a list of what is around it
			index(path);
			return;
		}
		plant(path, new Wrong(yaml, "is not a key that is known"));
	}

	private void index(List<String> path) {
		List<String> list = path.subList(0, path.size() - 1);
		if (this.draft.makeRoom(path)) {
			this.draft.add(new Part(List.of(new Entry(path, "1", null)),
					List.of(new Expected(Entry.key(list), "is a list", null)), List.of()));
		}
	}

	/** A policy whose name is unusual, but may be used; and a mistake in it. */
	private void oddName() {
		String name = Values.any(this.random,
				List.of("[a.b]", "[a b]", "[ü]", "[A/B]", "[/]", "[x:y]", "[7]", "[-]", "[.]", "[ ]", "[漢字]", "[a\"b]",
						"[a'b]", "[a\\b]", "[${fuzz.number}]", "[" + "n".repeat(1_000) + "]", "[#]", "[%]", "[a,b]",
						"[*]", "UPPER", "snake_case", "7up", "-", "_", "ü", "a b", "a/b", "😀", "n".repeat(1_000),
						"x@y", "true", "null", "~", "a\tb", "漢字"));
		Map.Entry<String, Values> key = any(Keys.OF_POLICIES);
		if (name.matches("[A-Za-z0-9][\\w-]*|\\[.*\\S.*\\]")) {
			plant(Entry.path(Draft.policy(name), key.getKey()), key.getValue().wrong(this.random));
			return;
		}
		String told = name.equals("[ ]") ? "whose name is empty" : "does not take as it is written";
		Entry entry = Entry.of(Draft.policy(name), key.getKey(), key.getValue().right(this.random));
		if (this.draft.makeRoom(entry.path().subList(0, 3))) {
			this.draft.add(new Part(List.of(entry), List.of(new Expected(Entry.key(Draft.policy(name)), told, null)),
					List.of()));
		}
	}

	/** Values of which each could be meant without the other. */
	private void together() {
		List<String> policy = Draft.policy(this.draft.newPolicy());
		switch (this.random.nextInt(4)) {
			case 0 -> {
				this.draft.makeRoom(Entry.path(Draft.DEFAULTS, "circuit.window.type"));
				both(Entry.of(policy, "circuit.window.size", "10"),
						Entry.of(policy, "circuit.window.minimum-calls", "11"), "at most window.size, which is 10");
			}
			case 1 -> both(Entry.of(policy, "time-limit.timeout", "2s"), Entry.of(policy, "time-limit.total", "1999ms"),
					"at least timeout, which is 2s");
			case 2 ->
				both(Entry.of(policy, "fallback.value", Values.any(this.random, List.of("7", "[a, {b: c}]", "''"))),
						Entry.of(policy, "fallback.empty", "true"), "a fallback has one answer");
			default -> {
				if (!this.draft.policies().contains("critical")) {
					both(Entry.of(policy, "base", "critical"), Entry.of(policy, "circuit.window.size", "49"), "");
				}
			}
		}
	}

	private void both(Entry first, Entry second, String told) {
		if (this.draft.makeRoom(first.path()) && this.draft.makeRoom(second.path())) {
			Expected expected = told.isEmpty()
					? new Expected(Entry.key(first.path().subList(0, 3)) + ".circuit.window.minimum-calls", "critical",
							null)
					: Expected.at(second, told);
			this.draft.add(new Part(List.of(first, second), List.of(expected), List.of()));
		}
	}

	/** A bean with a mistake, which has nothing to do with what is written. */
	private void bean() {
		switchOn();
		Class<?> bean = Values.any(this.random,
				List.of(Application.AsksForNobody.class, Application.LacksFallback.class, Application.IsFinal.class));
		this.draft
			.addOnce(new Part(List.of(), List.of(new Expected(bean.getName() + "#call", "", null)), List.of(bean)));
	}

	/** Beans are looked at only then. */
	private void switchOn() {
		this.draft.makeRoom(Entry.path(Draft.ROOT, "enabled"));
	}

	/** An answer that does not fit what the method returns. */
	private void answer() {
		switchOn();
		List<String> path = Entry.path(Draft.policy("stock"), "fallback.value");
		if (this.draft.makeRoom(path)) {
			String yaml = Values.any(this.random, List.of("many", "[x, y]", "{a: 1}", "2.5", ".nan", "99999999999",
					"{a: {b: [c, {d: e}]}}", "' '", "${fuzz.absent}", "2001-12-14"));
			this.draft.add(new Part(List.of(new Entry(path, yaml, null)),
					List.of(new Expected(Application.Orders.class.getName() + "#left", "fallback.value", null)),
					List.of()));
		}
	}

}
