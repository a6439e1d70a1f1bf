package dev.resilience.reliability.comparison;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * Protected by resilience4j with the aspects' orders turned round: the circuit breaker
 * around the retry, and so the fallback at the circuit breaker.
 */
@Service
@Profile("resilience4j-turned")
class TurnedResilience4jQuotes implements Quotes {

	private final QuoteBackend backend;

	TurnedResilience4jQuotes(QuoteBackend backend) {
		this.backend = backend;
	}

	@Override
	@CircuitBreaker(name = "quotes", fallbackMethod = "standIn")
	@Retry(name = "quotes")
	public Quote quote(String sku) {
		return this.backend.fetch(sku);
	}

	Quote standIn(String sku, Exception failure) {
		return Quote.STAND_IN;
	}

}
