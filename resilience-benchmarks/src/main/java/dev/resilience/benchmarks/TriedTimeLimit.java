package dev.resilience.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.util.Assert;

/**
 * A time limit that is tried out before the first measurement: one that is made the same
 * way and is brief has to interrupt what it limits.
 */
@State(Scope.Benchmark)
public abstract class TriedTimeLimit {

	/** Never passes; the default of this library. */
	static final Duration LIMIT = Duration.ofSeconds(30);

	/** Passes. */
	static final Duration BRIEF_LIMIT = Duration.ofMillis(100);

	private static final long PATIENCE_SECONDS = 10;

	private final Class<? extends Exception> failure;

	/**
	 * Makes a limit.
	 * @param failure what its callers get when it has passed
	 */
	TriedTimeLimit(Class<? extends Exception> failure) {
		this.failure = failure;
	}

	/** Runs work under the brief limit. */
	abstract String callBriefly(Callable<String> work) throws Exception;

	/** Before the first measurement. */
	@Setup
	public final void tryOut() throws Exception {
		Assert.state(callBriefly(() -> Work.NO_ANSWER).equals(Work.NO_ANSWER), "What is limited does not answer");
		CountDownLatch interrupted = new CountDownLatch(1);
		boolean limited = false;
		try {
			callBriefly(() -> waitForInterrupt(interrupted));
		}
		catch (Exception ex) {
			Assert.state(this.failure.isInstance(ex), () -> "At the limit comes " + ex);
			limited = true;
		}
		Assert.state(limited, "There is no limit");
		Assert.state(interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "The limit does not interrupt");
		Assert.state(!Thread.currentThread().isInterrupted(), "An interrupt is left behind");
	}

	private static String waitForInterrupt(CountDownLatch interrupted) throws InterruptedException {
		try {
			TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
			return Work.NO_ANSWER;
		}
		catch (InterruptedException ex) {
			interrupted.countDown();
			throw ex;
		}
	}

}
