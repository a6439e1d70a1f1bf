package dev.resilience.reliability.comparison;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/** Asks, and that is all. */
@Service
@Profile("none")
class BareQuotes implements Quotes {

	private final QuoteBackend backend;

	BareQuotes(QuoteBackend backend) {
		this.backend = backend;
	}

	@Override
	public Quote quote(String sku) {
		return this.backend.fetch(sku);
	}

}
