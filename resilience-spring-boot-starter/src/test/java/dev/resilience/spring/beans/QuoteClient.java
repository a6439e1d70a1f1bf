package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;

/**
 * Annotated on the methods of a class. Its fallback is private and answers with what this
 * very object was asked.
 */
class QuoteClient implements Quotes {

	private final Backend backend;

	private String asked = "nothing";

	QuoteClient(Backend backend) {
		this.backend = backend;
	}

	@Override
	@Retryable("retried")
	public String retried(String sku) {
		return ask(sku);
	}

	@Override
	@CircuitProtected("guarded")
	public String guarded(String sku) {
		return ask(sku);
	}

	@Override
	@TimeLimited("limited")
	public String limited(String sku) {
		return ask(sku);
	}

	@Override
	@Fallback(method = "instead")
	public String answered(String sku) {
		return ask(sku);
	}

	@Override
	@Fallback(method = "instead")
	@CircuitProtected("quotes")
	@Retryable("quotes")
	@TimeLimited("quotes")
	public String quote(String sku) {
		return ask(sku);
	}

	private String ask(String sku) {
		this.asked = sku;
		return this.backend.ask(sku);
	}

	private String instead(String sku, Exception failure) {
		return Backend.instead(this.asked, failure);
	}

}
