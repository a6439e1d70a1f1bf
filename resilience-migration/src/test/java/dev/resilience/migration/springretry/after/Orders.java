package dev.resilience.migration.springretry.after;

import java.io.IOException;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;

import org.springframework.stereotype.Service;

@Service
public class Orders {

	private final OrderBackend backend;

	public Orders(OrderBackend backend) {
		this.backend = backend;
	}

	@Retryable("orders")
	@Fallback(value = "orders", method = "unknown")
	public String status(String number) throws IOException {
		return this.backend.status(number);
	}

	String unknown(String number, IOException failure) {
		return number + ": unknown";
	}

}
