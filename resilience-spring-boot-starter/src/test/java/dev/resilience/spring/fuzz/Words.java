package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One of a few words.
 *
 * @param words the words, each with what it comes to
 * @param allowed how a report names them all
 */
record Words(Map<String, Object> words, String allowed) implements Values {

	static final Words TRUTH = new Words(Map.of("true", true, "false", false, "yes", true, "no", false, "on", true,
			"OFF", false, "'1'", true, "'off'", false, "${fuzz.absent:true}", true), "true or false");

	private static final List<String> OTHERS = List.of("perhaps", "7", "1.5", "' x'", "2001-12-14", ".nan",
			"!!binary aGVsbG8=", "${fuzz.absent}", "tru", "countt", "'true false'");

	static Words of(String... words) {
		Map<String, Object> known = new TreeMap<>();
		for (String word : words) {
			known.put(word, word);
			known.put(word.toUpperCase(Locale.ROOT), word);
			known.put("'" + word + "'", word);
			known.put("${fuzz.absent:" + word + "}", word);
		}
		return new Words(known, "one of " + String.join(", ", words));
	}

	@Override
	public Value right(Random random) {
		String word = Values.any(random, this.words.keySet().stream().sorted().toList());
		return new Value(word, this.words.get(word));
	}

	@Override
	public Wrong wrong(Random random) {
		return (random.nextInt(4) == 0) ? Shapes.wrong(random, false)
				: new Wrong(Values.any(random, OTHERS), "it must be " + this.allowed);
	}

}
