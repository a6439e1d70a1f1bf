package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes documents without a thought of what they mean: known and unknown keys, each with
 * anything below it, and all that YAML has to offer. Their lines can be left out singly.
 */
final class BlindGenerator {

	static final List<String> SCALARS = List.of("", "~", "''", "' '", "0", "-1", "1", "3", "7.5", ".nan", ".inf",
			"1e400", "99999999999999999999", "true", "no", "5s", "PT1S", "-3ms", "1" + "0".repeat(30) + "d", "count",
			"worker", "text", "payments", "stock", "llm", "2001-12-14", "!!binary aGVsbG8=", "!!set {a, b}", "!!str 7",
			"${fuzz.number}", "${fuzz.absent}", "${fuzz.absent:}", "${", "${fuzz.circle}", "'${a:${b:${c}}}'", "\\${x}",
			"'#{7}'", "&a 1", "\"\\u0000\"", "\"a\\nb\"", "java.io.IOException", "java.lang.String", "isEmpty",
			"[a, b]", "[]", "{}", "[[[]]]", "[~]", "{a: {b: c}}", "{~: 1, true: 2, 3: 4, 5.5: 6}",
			"{<<: {max-attempts: 2}}", "[{message: a, category: TIMEOUT}]", "[{message: '[', category: x}]",
			"'" + "x".repeat(10_000) + "'", "[".repeat(40) + "]".repeat(40), "{a: ".repeat(40) + "1" + "}".repeat(40),
			"漢字", "😀", "1:30", "0o7", "0b1", "0x7fffffffffffffffffff", "1_000", "+1", "# nothing", "<<", "=",
			"\u00a0");

	/** What is no YAML, or none that Boot reads. */
	private static final List<String> BROKEN = List.of("!!binary '*'", "!!int many", "!foo bar",
			"!!java.net.URL ['http://localhost/']", "}", "*nothing", "*a", "[", "{", "'", "|", ">-", "- x", "? y",
			": z", "@at", "`", "%", "\"\\ud83d\"", "\"\\x07\"", "{[a]: b}", "{{a: b}: c}", "{? [a, b] : c}", "{<<: 7}",
			"---", "...", "-", "\t", "!!omap [{a: 1}]", "!!pairs [{a: 1}]", "!!set", "[".repeat(60) + "]".repeat(60));

	private static final List<String> ODD_KEYS = List.of("payments", "stock", "http", "llm", "none", "on", "true", "~",
			"7", "1.5", "'[a.b]'", "'[a]b'", "'a[b'", "'a]b'", "'[[x]]'", "'[]'", "'['", "']'", "''", "' '", "'.'",
			"'..'", "'a..b'", "'.a'", "'a.'", "a.b", "'[0]'", "'[5]'", "'[-1]'", "'[99999999999]'", "rules[0]",
			"rules[5]", "retry.max-attempts", "retry[max-attempts]", "circuit.window", "ü", "a b", "'a,b'", "'*'",
			"'${x}'", "'<<'", "2001-12-14", "!!binary aGVsbG8=", "&k x", "X", "RETRY", "maxAttempts", "MAX_ATTEMPTS",
			"value", "x".repeat(10_000), "'" + "a.".repeat(3_000) + "b'", "'" + "[0]".repeat(2_000) + "'",
			"fallback.value.a.b", "fallback.value[0]", "'fallback.true'", "=", "😀", "'\\'", "\"\\t\"", "\"\\u0000\"",
			"--", "_");

	private static final List<String> KNOWN_KEYS = known();

	private final Random random;

	private final List<String> lines = new ArrayList<>();

	private BlindGenerator(Random random) {
		this.random = random;
	}

	private static List<String> known() {
		List<String> known = new ArrayList<>(List.of("enabled", "order", "failures", "unknown", "rules", "exception",
				"message", "category", "defaults", "policies", "policies", "policies", "base", "workers", "max",
				"health", "down-when-open", "checks", "required-at-start", "optional", "interval", "observation",
				"logging", "value"));
		Keys.OF_POLICIES.keySet().forEach((key) -> known.addAll(List.of(key.split("\\."))));
		return known;
	}

	static List<String> of(long seed) {
		BlindGenerator generator = new BlindGenerator(Values.random(seed));
		generator.document();
		return generator.lines;
	}

	private void document() {
		this.lines.add("fuzz: {number: 3, circle: '${fuzz.circle}'}");
		int documents = (this.random.nextInt(8) == 0) ? 2 : 1;
		for (int i = 0; i < documents; i++) {
			if (i > 0) {
				this.lines.add("---");
				this.lines.add(Values.any(this.random,
						List.of("spring.config.activate.on-profile: none-such",
								"spring.config.activate.on-profile: '!none-such'",
								"spring.config.activate.on-cloud-platform: none")));
			}
			switch (this.random.nextInt(12)) {
				case 0 -> this.lines.add("resilience: " + Values.any(this.random, SCALARS));
				case 1 -> dotted();
				default -> {
					this.lines.add("resilience:");
					tree(1, 1 + this.random.nextInt(6));
				}
			}
		}
		if (this.random.nextInt(100) == 0) {
			many();
		}
	}

	private void tree(int depth, int keys) {
		Set<String> written = new HashSet<>();
		boolean list = this.random.nextInt(20) == 0;
		for (int i = 0; i < keys; i++) {
			String key = key(depth);
			// to write a key twice is no YAML, which is told soon enough
			if (!written.add(key) && this.random.nextInt(50) > 0) {
				continue;
			}
			String begin = " ".repeat(4 * depth) + (list ? "- " : "") + key + ":";
			if (depth < 5 && this.random.nextInt(9) > depth) {
				this.lines.add(begin + (this.random.nextInt(20) == 0 ? " &b" : ""));
				tree(depth + 1, 1 + this.random.nextInt(4));
			}
			else {
				boolean broken = this.random.nextInt(300) == 0;
				this.lines.add(begin + " " + Values.any(this.random, broken ? BROKEN : SCALARS));
			}
		}
	}

	/** At the depths at which a known key would be, mostly one of those. */
	private String key(int depth) {
		if (depth == 1 && this.random.nextInt(3) > 0) {
			return Values.any(this.random, List.of("policies", "defaults", "failures", "checks", "order", "health"));
		}
		if (depth == 3 && this.random.nextInt(3) > 0) {
			return Values.any(this.random, List.of("retry", "circuit", "time-limit", "fallback", "base"));
		}
		return Values.any(this.random, (this.random.nextInt(4) == 0) ? ODD_KEYS : KNOWN_KEYS);
	}

	private void dotted() {
		for (int i = this.random.nextInt(6); i >= 0; i--) {
			StringBuilder key = new StringBuilder("resilience");
			for (int j = this.random.nextInt(5); j >= 0; j--) {
				String part = key(5 - j).replaceAll("^'|'$", "");
				key.append((part.startsWith("[") || this.random.nextInt(15) == 0) ? "" : ".").append(part);
			}
			this.lines.add("'" + key.toString().replace("'", "''") + "': " + Values.any(this.random, SCALARS));
		}
	}

	/** Thousands of policies, all alike. */
	private void many() {
		String policy = Values.any(this.random,
				List.of("{retry: {max-attempts: 2}}", "{base: p1}", "{base: nobody}", "{retrys: 1}",
						"{retry: {max-attempts: 0, rety: 1}, circuit: {window: {size: x}}}", "7", "{}",
						"{base: critical, fallback: {value: [1, 2]}, circuit: {record: [java.io.IOException]}}"));
		this.lines.add("resilience.policies:");
		IntStream.range(0, 2_000 + this.random.nextInt(2_000))
			.forEach((i) -> this.lines.add("  p" + i + ": " + policy));
	}

}
