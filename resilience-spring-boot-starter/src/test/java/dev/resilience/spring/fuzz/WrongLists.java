package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;

/** Plants mistakes into the lists outside of policies. */
final class WrongLists {

	private static final List<Wrong> RULES = List.of(
			new Wrong("[{message: '(', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '[a-', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '*', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '" + "(".repeat(20_000) + "', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '" + "(a".repeat(9_000) + ")".repeat(9_000) + "', category: TIMEOUT}]",
					"no regular expression"),
			new Wrong("[{message: '\\x{999999999}', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: 'a{99999999999}', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '\\p{Nothing}', category: TIMEOUT}]", "no regular expression"),
			new Wrong("[{message: '', category: TIMEOUT}]", "would match every message"),
			new Wrong("[{category: TIMEOUT}]", "needs a category"), new Wrong("[{message: a}]", "needs a category"),
			new Wrong("[{message: a, category: }]", "needs a category"),
			new Wrong("[{message: a, category: ''}]", "needs a category"), new Wrong("[{}]", ""), new Wrong("[~]", ""),
			new Wrong("['']", ""), new Wrong("[a]", "section"), new Wrong("[[a]]", ""), new Wrong("often", "a list"),
			new Wrong("{a: 1}", "a list"), new Wrong("7", "a list"),
			new Wrong("[7, {message: a, category: TIMEOUT}]", ""),
			new Wrong("[{message: a, category: LATE}]", "it must be one of"),
			new Wrong("[{message: [a], category: TIMEOUT}]", "is a list"),
			new Wrong("[{exception: com.acme.Missing, category: TIMEOUT}]", "not on the class path"),
			new Wrong("[{exception: '', category: TIMEOUT}]", "empty"),
			new Wrong("[{exception: java.lang.String, category: TIMEOUT}]", "not an exception"),
			new Wrong("[{exceptoin: java.io.IOException, message: a, category: TIMEOUT}]", "not a key"),
			new Wrong("[{message: a, category: TIMEOUT}, {message: b, category: TIMEOUT, x: y}]", "not a key"));

	private static final List<Wrong> ORDERS = List.of(new Wrong("[]", "without"), new Wrong("''", "without"),
			new Wrong("[fallback]", "without"), new Wrong("fallback, circuit, retry", "without time-limit"),
			new Wrong("[fallback, circuit, retry, time-limit, retry]", "more than once: retry"),
			new Wrong("[fallback, circuit, retry, timelimit]", "no kind of policy: timelimit"),
			new Wrong("[fallback, circuit, retry, time-limit, nothing]", "no kind of policy: nothing"),
			new Wrong("[fallback, circuit, retry, time-limit, '']", "an empty entry"),
			new Wrong("[fallback, circuit, retry, time-limit, ~]", "an empty entry"), new Wrong("{a: 1}", "is a map"),
			new Wrong("7", "7"), new Wrong("true", "true"), new Wrong("[7, 8.5, true]", "8.5"),
			new Wrong("[[fallback], circuit, retry, time-limit]", ""),
			new Wrong("[{fallback: 1}, circuit, retry, time-limit]", ""),
			new Wrong("['" + "x".repeat(10_000) + "']", "xxx"));

	private static final List<Wrong> CIRCUITS = List.of(new Wrong("[paymnets]", "'paymnets', which is no circuit"),
			new Wrong("nobody", "'nobody', which is no circuit"), new Wrong("[payments, '']", "''"),
			new Wrong("[payments, ~]", "''"), new Wrong("{payments: true}", "is a map"), new Wrong("7", "'7'"),
			new Wrong("[payments, [stock]]", ""), new Wrong("[Payments]", "'Payments'"),
			new Wrong("['" + "x".repeat(10_000) + "']", "no circuit"));

	private static final List<Wrong> CHECKS = List.of(new Wrong("[serch]", "'serch', which no bean"),
			new Wrong("nobody", "'nobody', which no bean"), new Wrong("[search, '']", "''"),
			new Wrong("{search: 1}", "is a map"), new Wrong("[[search]]", ""), new Wrong("7", "'7'"),
			new Wrong("['" + "x".repeat(10_000) + "']", "which no bean"));

	private final Draft draft;

	private final Random random;

	WrongLists(Draft draft) {
		this.draft = draft;
		this.random = draft.random;
	}

	void add() {
		switch (this.random.nextInt(6)) {
			case 0 -> plant("order", ORDERS);
			case 1, 2 -> plant("failures.rules", RULES);
			case 3 -> plant("health.down-when-open", CIRCUITS);
			case 4 -> plant("checks." + Values.any(this.random, List.of("required-at-start", "optional")), CHECKS);
			default -> gap();
		}
	}

	private void plant(String key, List<Wrong> wrongs) {
		List<String> path = Entry.path(Draft.ROOT, key);
		if (this.draft.makeRoom(path)) {
			Wrong wrong = Values.any(this.random, wrongs);
			this.draft.add(Part.wrong(new Entry(path, wrong.yaml(), null), wrong.told()));
		}
	}

	/** An index without those before it. */
	private void gap() {
		String list = Values.any(this.random,
				List.of("failures.rules", "order", "health.down-when-open", "checks.optional"));
		List<String> path = Entry.path(Draft.ROOT, list);
		if (this.draft.makeRoom(path)) {
			Entry entry = Entry.of(path, "[5]", list.contains("rules") ? "{message: a, category: TIMEOUT}" : "search");
			this.draft.add(new Part(List.of(entry), List.of(new Expected(Entry.key(path), "", null)), List.of()));
		}
	}

}
