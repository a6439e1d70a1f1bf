package dev.resilience.benchmarks.startup;

/** What is started; always the same classes but for their annotations. */
enum Variant {

	/**
	 * Annotated with ours, and nobody there who reads it: what everything is compared
	 * with.
	 */
	WITHOUT_STARTER(Annotations.OURS),

	/**
	 * An interceptor of Spring's around every bean that does nothing: the price of
	 * proxies.
	 */
	BARE_PROXIES(Annotations.OURS),

	/** The starter, and nothing for it to protect. */
	NOTHING_PROTECTED(Annotations.NONE),

	/** The starter, and everything protected. */
	PROTECTED(Annotations.OURS),

	/** The same methods under resilience4j's annotations. */
	RESILIENCE4J(Annotations.RESILIENCE4J);

	private final Annotations annotations;

	Variant(Annotations annotations) {
		this.annotations = annotations;
	}

	Annotations annotations() {
		return this.annotations;
	}

	/** What stands on the five methods of each bean. */
	enum Annotations {

		/** Nothing. */
		NONE("", "", "", "", ""),

		/** Each of ours, once. */
		OURS("@dev.resilience.annotation.Retryable(\"%s\")", "@dev.resilience.annotation.CircuitProtected(\"%s\")",
				"@dev.resilience.annotation.TimeLimited(\"%s\")",
				"@dev.resilience.annotation.Fallback(value = \"%s\", method = \"instead\")",
				"@dev.resilience.annotation.Resilient(\"%s\")"),

		/** What comes nearest to ours. */
		RESILIENCE4J("@io.github.resilience4j.retry.annotation.Retry(name = \"%s\")",
				"@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = \"%s\")",
				"@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = \"%s\")",
				"@io.github.resilience4j.retry.annotation.Retry(name = \"%s\", fallbackMethod = \"instead\")",
				"@io.github.resilience4j.retry.annotation.Retry(name = \"%1$s\") "
						+ "@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = \"%1$s\")");

		private final String[] lines;

		Annotations(String... lines) {
			this.lines = lines;
		}

		String line(int method, String policy) {
			return this.lines[method].formatted(policy);
		}

	}

}
