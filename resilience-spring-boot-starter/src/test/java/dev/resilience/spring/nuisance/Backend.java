package dev.resilience.spring.nuisance;

import java.util.concurrent.CompletableFuture;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import reactor.core.publisher.Mono;

/** Does whatever it is given to do, in every form. */
public class Backend {

	/** What a call is to do. */
	@FunctionalInterface
	public interface Work {

		Object get() throws Throwable;

	}

	@Resilient("plain")
	public Object plain(Work work) throws Throwable {
		return work.get();
	}

	@Resilient("worker")
	public Object worker(Work work) throws Throwable {
		return work.get();
	}

	@Resilient("future")
	public CompletableFuture<Object> future(Work work) {
		return CompletableFuture.completedFuture(sneakily(work));
	}

	@Resilient("ended")
	public CompletableFuture<Object> ended(Work work) {
		CompletableFuture<Object> future = new CompletableFuture<>();
		complete(future, work);
		return future;
	}

	@Resilient("later")
	public CompletableFuture<Object> later(Work work) {
		CompletableFuture<Object> future = new CompletableFuture<>();
		new Thread(() -> complete(future, work)).start();
		return future;
	}

	@Resilient("mono")
	public Mono<Object> mono(Work work) {
		return Mono.fromSupplier(() -> sneakily(work));
	}

	@Fallback(value = "plain", method = "instead")
	public Object answered(Work work) throws Throwable {
		return work.get();
	}

	Object instead() {
		return "instead";
	}

	/**
	 * Not {@code supplyAsync}: the JDK itself would not come to an end with a failure
	 * that throws when asked for its text.
	 */
	private static void complete(CompletableFuture<Object> future, Work work) {
		try {
			future.complete(work.get());
		}
		catch (Throwable failure) {
			try {
				future.completeExceptionally(failure);
			}
			catch (Throwable asked) {
				// the JDK asks for its text when it tells the next stage, who knows by
				// then
			}
		}
	}

	private static Object sneakily(Work work) {
		try {
			return work.get();
		}
		catch (Throwable failure) {
			throw Backend.<RuntimeException>sneaky(failure);
		}
	}

	@SuppressWarnings("unchecked")
	static <X extends Throwable> X sneaky(Throwable failure) throws X {
		throw (X) failure;
	}

}
