package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;

/** Annotated on the methods of an interface, which has the fallback as well. */
public interface AnnotatedQuotes extends Quotes {

	@Override
	@Retryable("retried")
	String retried(String sku);

	@Override
	@CircuitProtected("guarded")
	String guarded(String sku);

	@Override
	@TimeLimited("limited")
	String limited(String sku);

	@Override
	@Fallback(method = "instead")
	String answered(String sku);

	@Override
	@Resilient("quotes")
	@Fallback(method = "instead")
	String quote(String sku);

	default String instead(String sku, Exception failure) {
		return Backend.instead(sku, failure);
	}

}
