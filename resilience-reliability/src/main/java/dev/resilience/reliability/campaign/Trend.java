package dev.resilience.reliability.campaign;

import java.util.List;

/**
 * A straight line through values that were measured at equal distances, by least squares.
 *
 * @param rise from the first value to the last, along the line
 * @param first where the line begins
 */
record Trend(double rise, double first) {

	/** A leak that cannot be told from noise in half an hour is below this. */
	private static final double FLAT = 0.1;

	static Trend of(List<Double> values) {
		int count = values.size();
		double middle = (count - 1) / 2.0;
		double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
		double products = 0;
		double squares = 0;
		for (int i = 0; i < count; i++) {
			products += (i - middle) * (values.get(i) - mean);
			squares += (i - middle) * (i - middle);
		}
		double slope = (squares > 0) ? products / squares : 0;
		return new Trend(slope * (count - 1), mean - slope * middle);
	}

	boolean rises() {
		return this.rise > this.first * FLAT;
	}

}
