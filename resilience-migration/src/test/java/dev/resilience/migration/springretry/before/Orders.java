package dev.resilience.migration.springretry.before;

import java.io.IOException;

import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Recover;
import org.springframework.retry.annotation.Retryable;
import org.springframework.stereotype.Service;

@Service
public class Orders {

	private final OrderBackend backend;

	public Orders(OrderBackend backend) {
		this.backend = backend;
	}

	@Retryable(retryFor = IOException.class, maxAttemptsExpression = "${orders.attempts}",
			backoff = @Backoff(delay = 200, multiplier = 2, maxDelay = 2000))
	public String status(String number) throws IOException {
		return this.backend.status(number);
	}

	@Recover
	String unknown(IOException failure, String number) {
		return number + ": unknown";
	}

}
