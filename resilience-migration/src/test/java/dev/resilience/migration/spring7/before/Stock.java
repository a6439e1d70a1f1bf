package dev.resilience.migration.spring7.before;

import java.io.IOException;

import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;

@Service
public class Stock {

	private final StockBackend backend;

	public Stock(StockBackend backend) {
		this.backend = backend;
	}

	@ConcurrencyLimit(10)
	@Retryable(includes = IOException.class, maxRetriesString = "${stock.retries}", delayString = "${stock.delay}",
			multiplier = 2, maxDelay = 2000)
	public int count(String article) throws IOException {
		return this.backend.count(article);
	}

}
