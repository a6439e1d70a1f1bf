package dev.resilience.spring.codes;

import java.util.concurrent.CompletableFuture;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Script;

/** Methods of the policies of {@link Backend} whose outcomes come later. */
class LaterBackend {

	@CircuitProtected("opens")
	public CompletableFuture<String> opens(Script script) {
		return later(script);
	}

	@CircuitProtected("refuses")
	public CompletableFuture<String> refuses(Script script) {
		return later(script);
	}

	@CircuitProtected("closes")
	public CompletableFuture<String> closes(Script script) {
		return later(script);
	}

	@Retryable("retries")
	public CompletableFuture<String> retries(Script script) {
		return later(script);
	}

	@Retryable("exhausts")
	public CompletableFuture<String> exhausts(Script script) {
		return later(script);
	}

	@Retryable("spends")
	public CompletableFuture<String> spends(Script script) {
		return later(script);
	}

	@Fallback("answers")
	public CompletableFuture<String> answers(Script script) {
		return later(script);
	}

	@Fallback(value = "fails", method = "alsoFails")
	public CompletableFuture<String> fails(Script script) {
		return later(script);
	}

	private CompletableFuture<String> alsoFails() {
		return CompletableFuture.failedFuture(new IllegalStateException("down, too"));
	}

	private static CompletableFuture<String> later(Script script) {
		return CompletableFuture.supplyAsync(script::play);
	}

}
