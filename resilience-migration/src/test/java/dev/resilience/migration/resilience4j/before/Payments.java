package dev.resilience.migration.resilience4j.before;

import java.io.IOException;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;

import org.springframework.stereotype.Service;

@Service
public class Payments {

	private final PaymentBackend backend;

	public Payments(PaymentBackend backend) {
		this.backend = backend;
	}

	@Retry(name = "payments", fallbackMethod = "later")
	@CircuitBreaker(name = "payments")
	public String charge(String order) throws IOException {
		return this.backend.charge(order);
	}

	String later(String order, Exception failure) {
		return order + ": later";
	}

}
