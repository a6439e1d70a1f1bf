package dev.resilience.check;

import dev.resilience.ThrowingRunnable;

/** A check that was written as a lambda. */
record NamedCheck(String name, ThrowingRunnable<? extends Exception> work) implements BackendCheck {

	@Override
	public void check() throws Exception {
		this.work.run();
	}

}
