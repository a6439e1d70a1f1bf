package dev.resilience.reliability.comparison;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * Protected by resilience4j in its own order: the retry around the circuit breaker, and
 * so the fallback at the retry.
 */
@Service
@Profile("resilience4j")
class Resilience4jQuotes implements Quotes {

	private final QuoteBackend backend;

	Resilience4jQuotes(QuoteBackend backend) {
		this.backend = backend;
	}

	@Override
	@Retry(name = "quotes", fallbackMethod = "standIn")
	@CircuitBreaker(name = "quotes")
	public Quote quote(String sku) {
		return this.backend.fetch(sku);
	}

	Quote standIn(String sku, Exception failure) {
		return Quote.STAND_IN;
	}

}
