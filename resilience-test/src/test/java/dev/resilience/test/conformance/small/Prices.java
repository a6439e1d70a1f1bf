package dev.resilience.test.conformance.small;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.annotation.Unprotected;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.client.RestClient;

/** An application small enough to know its whole matrix. */
public class Prices {

	private final RestClient client = RestClient.create();

	@Retryable("prices")
	@CircuitProtected("prices")
	@TimeLimited("slow")
	public Object latest() {
		return this.client.get();
	}

	@Scheduled(fixedRate = 1000)
	void refresh() {
		latest();
		send("refreshed");
	}

	private void send(String text) {
		this.client.post().body(text);
	}

	@Unprotected("who clears wants to see it fail")
	void clear() {
		this.client.delete();
	}

}
