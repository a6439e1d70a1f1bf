package dev.resilience.spring.fuzz;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** The values of one key, those that can be meant and those that cannot. */
interface Values {

	Value right(Random random);

	/** Never one that means to leave the key out, as an empty text does. */
	Wrong wrong(Random random);

	/** Of seeds that follow one another, {@link Random} itself begins much the same. */
	static Random random(long seed) {
		return new Random(new SplittableRandom(seed).nextLong());
	}

	static <T> T any(Random random, List<T> choices) {
		return choices.get(random.nextInt(choices.size()));
	}

}
