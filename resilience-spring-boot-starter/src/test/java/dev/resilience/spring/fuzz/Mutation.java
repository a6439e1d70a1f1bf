package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What becomes of a good document in careless hands. */
final class Mutation {

	private static final String LETTERS = "[]{}:,.-#&*!|>'\"%@`~ \t\\/$\u00e4\ud83d\ude00x0";

	private Mutation() {
	}

	/** A document without mistakes, and then up to four of them somewhere. */
	static List<String> of(long seed) {
		Random random = Values.random(seed);
		List<String> lines = new ArrayList<>(
				Arrays.asList(Generator.withoutMistakes(seed).writing().text().split("\n")));
		for (int i = random.nextInt(5); i > 0; i--) {
			mutate(lines, random);
		}
		return lines;
	}

	private static void mutate(List<String> lines, Random random) {
		int at = random.nextInt(lines.size());
		String line = lines.get(at);
		int column = random.nextInt(line.length() + 1);
		switch (random.nextInt(9)) {
			case 0 -> lines.set(at, line.substring(0, column));
			case 1 -> lines.set(at, line.substring(0, column) + LETTERS.charAt(random.nextInt(LETTERS.length()))
					+ line.substring(column));
			case 2 -> lines.set(at, line.substring(0, Math.max(0, column - 1)) + line.substring(column));
			case 3 -> lines.add(random.nextInt(lines.size()), line);
			case 4 -> lines.set(at, "  " + line);
			case 5 -> lines.set(at, line.replaceFirst("^ ", ""));
			case 6 -> lines.remove((lines.size() > 1) ? at : 0);
			default -> lines.set(at, line.replaceFirst(":( .*|$)", ": ") + Values.any(random, BlindGenerator.SCALARS));
		}
		if (lines.isEmpty()) {
			lines.add("");
		}
	}

}
