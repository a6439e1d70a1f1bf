package dev.resilience.test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import reactor.core.publisher.Mono;

/** Calls a backend that is always well. */
class Payments {

	private final AtomicInteger calls = new AtomicInteger();

	int calls() {
		return this.calls.get();
	}

	@CircuitProtected("payments")
	@Retryable("payments")
	@TimeLimited("payments")
	String charge(int amount) throws Exception {
		this.calls.incrementAndGet();
		return "charged " + amount;
	}

	@Fallback(method = "sorry")
	@CircuitProtected("payments")
	@Retryable("payments")
	@TimeLimited("payments")
	String chargeKindly(int amount) {
		this.calls.incrementAndGet();
		return "charged " + amount;
	}

	String sorry(int amount, Exception failure) {
		return "later";
	}

	@Resilient("payments")
	CompletableFuture<String> chargeLater(int amount) {
		this.calls.incrementAndGet();
		return CompletableFuture.completedFuture("charged " + amount);
	}

	@Resilient("payments")
	Mono<String> chargeSometime(int amount) {
		return Mono.fromSupplier(() -> "charged " + amount + " as number " + this.calls.incrementAndGet());
	}

	@TimeLimited("worked")
	String chargeOnWorker(int amount) {
		this.calls.incrementAndGet();
		return "charged " + amount;
	}

	@TimeLimited("deaf")
	String chargeDeafly(int amount) {
		this.calls.incrementAndGet();
		return "charged " + amount;
	}

	@CircuitProtected("stock")
	@Retryable("payments")
	List<String> reserve() {
		this.calls.incrementAndGet();
		return List.of("reserved");
	}

	@CircuitProtected("stock")
	@TimeLimited("payments")
	String order() {
		this.calls.incrementAndGet();
		return "ordered";
	}

	@Retryable("idle")
	String unprotected() {
		this.calls.incrementAndGet();
		return "bare";
	}

}
