package dev.resilience.failure;

/** An exception that cannot even tell its cause. */
public final class CauseThrows extends RuntimeException {

	@Override
	public synchronized Throwable getCause() {
		throw new IllegalStateException("no cause can be told");
	}

}
