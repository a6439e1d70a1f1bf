package dev.resilience.reliability.comparison;

/** Who protects the calls. */
enum Variant {

	/** Nobody. */
	NONE("none", "without a library"),

	/** With the retry around the circuit breaker, as it is unless somebody changes it. */
	RESILIENCE4J("resilience4j", "resilience4j"),

	/** With the circuit breaker around the retry. */
	RESILIENCE4J_TURNED("resilience4j-turned", "resilience4j, circuit breaker outermost"),

	/** This library. */
	OURS("ours", "this library");

	private final String profile;

	private final String title;

	Variant(String profile, String title) {
		this.profile = profile;
		this.title = title;
	}

	String profile() {
		return this.profile;
	}

	String title() {
		return this.title;
	}

}
