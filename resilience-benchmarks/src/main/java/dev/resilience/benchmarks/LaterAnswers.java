package dev.resilience.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A bean whose answers come later. */
interface LaterAnswers extends Answers {

	/** The call that is measured. */
	CompletableFuture<String> later(String question);

	@Override
	default String answer(String question) {
		throw new UnsupportedOperationException("Ask for the answer that comes later");
	}

	/** The outcome of the call, as if it had come at once. */
	static String call(Answers bean, String question) {
		try {
			return ((LaterAnswers) bean).later(question).join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof IllegalStateException failure) {
				throw failure;
			}
			throw ex;
		}
	}

	/** The answer of every such bean; the work itself takes no time at all. */
	static CompletableFuture<String> work(String question) {
		try {
			return CompletableFuture.completedFuture(Work.answer(question));
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
