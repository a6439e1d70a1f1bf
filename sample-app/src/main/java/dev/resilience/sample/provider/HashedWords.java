package dev.resilience.sample.provider;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Embeds without a model: each word counts in the dimension that its hash names, and the
 * vector is then brought to length one. Texts that share words come to lie close
 * together.
 */
final class HashedWords {

	private static final int DIMENSIONS = 64;

	private HashedWords() {
	}

	static List<Double> vector(String text) {
		double[] vector = new double[DIMENSIONS];
		for (String word : Words.of(text)) {
			// the sign of a further bit lets words that meet in one dimension cancel out,
			// not add up
			int hash = word.hashCode() * 0x9E3779B9;
			vector[hash >>> 26] += ((hash & 1 << 16) == 0) ? 1 : -1;
		}
		double length = Math.sqrt(DoubleStream.of(vector).map((value) -> value * value).sum());
		return Arrays.stream(vector).map((value) -> (length > 0) ? value / length : 0).boxed().toList();
	}

}
