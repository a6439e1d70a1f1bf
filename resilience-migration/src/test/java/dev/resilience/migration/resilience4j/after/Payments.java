package dev.resilience.migration.resilience4j.after;

import java.io.IOException;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;

import org.springframework.stereotype.Service;

@Service
public class Payments {

	private final PaymentBackend backend;

	public Payments(PaymentBackend backend) {
		this.backend = backend;
	}

	@Fallback(value = "payments", method = "later")
	@CircuitProtected("payments")
	@Retryable("payments")
	public String charge(String order) throws IOException {
		return this.backend.charge(order);
	}

	String later(String order, Exception failure) {
		return order + ": later";
	}

}
