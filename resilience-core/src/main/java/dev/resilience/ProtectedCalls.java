package dev.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Runs code under one policy. Safe for use by many threads. */
public interface ProtectedCalls {

	/**
	 * Runs work under the policy. A retry runs it again.
	 * @param work what to do
	 * @param <T> what it returns
	 * @param <X> what it may throw
	 * @return what the work returns, or what the policy's fallback has instead: the
	 * caller answers for that being a T, because nobody can know the type of a lambda
	 * @throws X what the work throws, the same instance
	 * @throws ResilienceException if a guard refuses or ends the call
	 */
	<T extends @Nullable Object, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X;

	/**
	 * Runs work that returns nothing under the policy. A retry runs it again.
	 * @param work what to do
	 * @param <X> what it may throw
	 * @throws X what the work throws, the same instance
	 * @throws ResilienceException if a guard refuses or ends the call
	 */
	<X extends Throwable> void run(ThrowingRunnable<X> work) throws X;

	/**
	 * Runs work whose outcome comes later under the policy: retries, the circuit and the
	 * time limit go by the outcome of the stage. A retry runs the work again.
	 * @param work starts the work, on the calling thread or, for a retry, on another
	 * @param <T> what the stage brings
	 * @return tells every outcome, also a refusal and what the work itself throws; who
	 * cancels it cancels the stage
	 */
	<T extends @Nullable Object> CompletableFuture<T> callAsync(ThrowingSupplier<? extends CompletionStage<T>, ?> work);

	/**
	 * An object all of whose methods run under the policy. The object behind it is made
	 * at the first call, by that call: if making it fails, the call has failed, and the
	 * next one tries again. It is made once, however many call.
	 * @param type the type to protect; without Spring an interface
	 * @param maker makes the object behind it
	 * @param <T> the type to protect
	 * @return the protected object
	 * @throws IllegalArgumentException if the type cannot be protected; the message says
	 * why
	 */
	<T> T wrap(Class<T> type, Supplier<? extends T> maker);

}
