package dev.resilience.spring.fuzz;

import java.util.Random;

/** Makes documents with up to five mistakes, a quarter of them without any. */
final class Generator {

	private Generator() {
	}

	static Document of(long seed) {
		Random random = Values.random(seed);
		return of(seed, random, random.nextInt(4) == 0);
	}

	static Document withoutMistakes(long seed) {
		return of(seed, Values.random(seed), true);
	}

	private static Document of(long seed, Random random, boolean right) {
		Draft draft = new Draft(random);
		new RightParts(draft).add();
		if (!right) {
			WrongParts wrong = new WrongParts(draft);
			for (int i = 1 + random.nextInt(5); i > 0; i--) {
				wrong.add();
			}
		}
		return draft.document(seed);
	}

}
