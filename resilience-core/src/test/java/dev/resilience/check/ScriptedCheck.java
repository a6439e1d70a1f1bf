package dev.resilience.check;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ThrowingRunnable;

/** A check that does what a test says, and counts how often it is asked. */
final class ScriptedCheck implements BackendCheck {

	static final ThrowingRunnable<Exception> ANSWERS = () -> {
	};

	final AtomicInteger asked = new AtomicInteger();

	private final String name;

	volatile ThrowingRunnable<? extends Exception> script = ANSWERS;

	ScriptedCheck(String name) {
		this.name = name;
	}

	ScriptedCheck(String name, ThrowingRunnable<? extends Exception> script) {
		this(name);
		this.script = script;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void check() throws Exception {
		this.asked.incrementAndGet();
		this.script.run();
	}

	/** Waits for the latch, whatever anybody says. */
	static ThrowingRunnable<Exception> deafUntil(CountDownLatch release) {
		return () -> {
			while (release.getCount() > 0) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					// hears nothing
				}
			}
		};
	}

}
