package dev.resilience.spring.config;

import java.util.List;
import java.util.stream.Collectors;

/** Stops the start of an application, and tells every mistake at once. */
public final class InvalidResilienceConfigurationException extends IllegalArgumentException {

	private final transient List<Mistake> mistakes;

	/**
	 * Tells of mistakes.
	 * @param mistakes at least one
	 */
	public InvalidResilienceConfigurationException(List<Mistake> mistakes) {
		super(mistakes.stream()
			.sorted()
			.map((mistake) -> "\n  - " + mistake)
			.collect(Collectors.joining("", "The resilience configuration has " + count(mistakes) + ":", "")));
		this.mistakes = mistakes.stream().sorted().toList();
	}

	/**
	 * What is wrong.
	 * @return at least one, in the order in which somebody would look for them
	 */
	public List<Mistake> mistakes() {
		return this.mistakes;
	}

	/**
	 * How many there are.
	 * @param mistakes the mistakes
	 * @return as {@code 1 mistake} or {@code 3 mistakes}
	 */
	public static String count(List<Mistake> mistakes) {
		return mistakes.size() + ((mistakes.size() == 1) ? " mistake" : " mistakes");
	}

}
