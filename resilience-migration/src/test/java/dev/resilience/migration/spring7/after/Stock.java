package dev.resilience.migration.spring7.after;

import java.io.IOException;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;

import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.stereotype.Service;

@Service
public class Stock {

	private final StockBackend backend;

	public Stock(StockBackend backend) {
		this.backend = backend;
	}

	@ConcurrencyLimit(10)
	@Fallback("stock")
	@Retryable("stock")
	public int count(String article) throws IOException {
		return this.backend.count(article);
	}

}
