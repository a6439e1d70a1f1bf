package dev.resilience.spring.observation;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Script;
import io.micrometer.observation.Observation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Protected methods of every form, which look at the observation that they run in. */
class Provider {

	static final String SECRET = "token-4711";

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private final Script script;

	private final Observed observed;

	Provider(Observed observed, Script script) {
		this.observed = observed;
		this.script = script;
	}

	/** The observation that each attempt ran in. */
	public List<String> seen() {
		return this.seen;
	}

	static ConnectException down() {
		return new ConnectException(SECRET);
	}

	@Retryable("payments")
	public String retried() {
		return play();
	}

	@CircuitProtected("payments")
	public String guarded() {
		return play();
	}

	@TimeLimited("slow")
	public String slow() throws InterruptedException {
		look();
		new CountDownLatch(1).await(20, TimeUnit.SECONDS);
		return "too late";
	}

	@TimeLimited("slow")
	public CompletableFuture<String> never() {
		look();
		return new CompletableFuture<>();
	}

	@TimeLimited("worker")
	public String onAWorker() {
		return play();
	}

	@Retryable("payments")
	@Fallback("payments")
	public String answered() {
		return play();
	}

	@Fallback(method = "fails")
	public String failsTwice() {
		return play();
	}

	String fails() {
		throw new IllegalStateException(SECRET);
	}

	@Retryable("payments")
	public CompletableFuture<String> retriedLater() {
		return CompletableFuture.supplyAsync(() -> "").thenApply((nothing) -> play());
	}

	@Resilient("answers")
	public CompletableFuture<String> retriedHere() {
		look();
		try {
			return CompletableFuture.completedFuture(this.script.play());
		}
		catch (Exception failure) {
			return CompletableFuture.failedFuture(failure);
		}
	}

	@Retryable("payments")
	public Mono<String> retriedMono() {
		return Mono.deferContextual((context) -> {
			Observation current = context.getOrDefault("micrometer.observation", Observation.NOOP);
			this.seen.add(Observed.name(current.getContextView()));
			return Mono.fromSupplier(this.script::play);
		});
	}

	@Retryable("payments")
	public Flux<String> retriedFlux() {
		return Flux.defer(() -> {
			look();
			return Flux.just(this.script.<String>play(), "more");
		});
	}

	private String play() {
		look();
		return this.script.play();
	}

	private void look() {
		this.seen.add(this.observed.current());
	}

}
