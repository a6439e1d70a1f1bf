package dev.resilience.spring.intercept;

/** The retries of others under the same simple name. */
public enum OtherRetryable {

	/** That of Spring Framework. */
	SPRING("org.springframework.resilience.annotation.Retryable",
			"org.springframework.resilience.annotation.RetryAnnotationBeanPostProcessor", "@EnableResilientMethods"),

	/** That of spring-retry. */
	SPRING_RETRY("org.springframework.retry.annotation.Retryable",
			"org.springframework.retry.annotation.RetryConfiguration", "@EnableRetry");

	private final String annotation;

	private final String worker;

	private final String enabler;

	OtherRetryable(String annotation, String worker, String enabler) {
		this.annotation = annotation;
		this.worker = worker;
		this.enabler = enabler;
	}

	/**
	 * The annotation.
	 * @return the name of its class
	 */
	public String annotation() {
		return this.annotation;
	}

	/**
	 * The bean that makes it work.
	 * @return the name of its class
	 */
	public String worker() {
		return this.worker;
	}

	/**
	 * What brings that bean.
	 * @return the annotation, as {@code @EnableRetry}
	 */
	public String enabler() {
		return this.enabler;
	}

}
