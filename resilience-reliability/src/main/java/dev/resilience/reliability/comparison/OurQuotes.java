package dev.resilience.reliability.comparison;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/** Protected by this library. */
@Service
@Profile("ours")
class OurQuotes implements Quotes {

	private final QuoteBackend backend;

	OurQuotes(QuoteBackend backend) {
		this.backend = backend;
	}

	@Override
	@Resilient("quotes")
	@Fallback(value = "quotes", method = "standIn")
	public Quote quote(String sku) {
		return this.backend.fetch(sku);
	}

	Quote standIn() {
		return Quote.STAND_IN;
	}

}
