package dev.resilience.async;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.ThrowingSupplier;

/** Returns a future at each call, which a test completes. */
public final class ManualBackend implements ThrowingSupplier<CompletableFuture<String>, RuntimeException> {

	private final List<CompletableFuture<String>> made = new CopyOnWriteArrayList<>();

	@Override
	public CompletableFuture<String> get() {
		CompletableFuture<String> future = new CompletableFuture<>();
		this.made.add(future);
		return future;
	}

	/**
	 * What an attempt was given, once somebody listens to it.
	 * @param number 1 for the first
	 */
	public CompletableFuture<String> attempt(int number) {
		AsyncFixture.until(() -> this.made.size() >= number && isHeard(this.made.get(number - 1)));
		return this.made.get(number - 1);
	}

	private static boolean isHeard(CompletableFuture<String> future) {
		return future.isDone() || future.getNumberOfDependents() > 0;
	}

	/** How often it was called. */
	public int calls() {
		return this.made.size();
	}

}
