package dev.resilience.spring.shutdown.restarted;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fails, in each form that a method can have. */
public class Shop {

	@Resilient("plain")
	@Fallback(method = "closed")
	public String plain() {
		throw new ShopException();
	}

	String closed(ShopException failure) {
		return "closed";
	}

	@Resilient("short")
	public String tooLong() throws InterruptedException {
		TimeUnit.HOURS.sleep(1);
		return "never";
	}

	@Resilient("worker")
	public String onWorker() {
		throw new ShopException();
	}

	@Resilient("worker")
	public String inTime() {
		return "open";
	}

	@Resilient("plain")
	public CompletableFuture<String> future() {
		return CompletableFuture.failedFuture(new ShopException());
	}

	@Resilient("plain")
	public Mono<String> mono() {
		return Mono.error(new ShopException());
	}

	@Resilient("plain")
	public Flux<String> flux() {
		return Flux.error(new ShopException());
	}

	/** Nobody ever completes it. */
	@Resilient("hangs")
	public CompletableFuture<String> neverDone() {
		return new CompletableFuture<>();
	}

	/** Waits for its next attempt until the application stops. */
	@Resilient("hangs")
	public CompletableFuture<String> waits() {
		return CompletableFuture.failedFuture(new ShopException());
	}

	/** A worker waits for it, who is never told. */
	@Resilient("short")
	public Future<String> plainFuture() {
		return new FutureTask<>(() -> "never");
	}

}
