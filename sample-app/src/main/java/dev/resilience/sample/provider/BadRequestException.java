package dev.resilience.sample.provider;

/**
 * A request that is the caller's mistake.
 */
class BadRequestException extends RuntimeException {

	private final String problem;

	BadRequestException(String problem) {
		super(problem);
		this.problem = problem;
	}

	/**
	 * What to tell the caller: what is wrong, and what is allowed.
	 * @return one sentence
	 */
	String problem() {
		return this.problem;
	}

}
