package dev.resilience.sample.gateway;

import java.util.List;

/**
 * Where a text lies in the space of meanings.
 *
 * @param values the coordinates
 */
record Embedding(List<Double> values) {

	Embedding {
		values = List.copyOf(values);
	}

	/**
	 * The cosine of the angle between the two.
	 * @param other an embedding by the same model
	 * @return 1 for the same direction, 0 for nothing in common
	 */
	double similarityTo(Embedding other) {
		double lengths = Math.sqrt(dot(this, this) * dot(other, other));
		return (lengths > 0) ? dot(this, other) / lengths : 0;
	}

	private static double dot(Embedding one, Embedding other) {
		double sum = 0;
		for (int i = 0; i < Math.min(one.values.size(), other.values.size()); i++) {
			sum += one.values.get(i) * other.values.get(i);
		}
		return sum;
	}

}
