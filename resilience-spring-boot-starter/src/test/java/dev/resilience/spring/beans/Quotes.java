package dev.resilience.spring.beans;

/**
 * What every kind of bean offers: a method for each kind of policy, and one for all of
 * them. Each asks the {@link Backend}.
 */
public interface Quotes {

	/** {@code @Retryable("retried")}. */
	String retried(String sku);

	/** {@code @CircuitProtected("guarded")}. */
	String guarded(String sku);

	/** {@code @TimeLimited("limited")}. */
	String limited(String sku);

	/** {@code @Fallback(method = "instead")}. */
	String answered(String sku);

	/** All four, with the policy {@code quotes}. */
	String quote(String sku);

}
