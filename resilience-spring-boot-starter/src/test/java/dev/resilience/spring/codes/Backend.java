package dev.resilience.spring.codes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Script;

/** Methods that have as little protection as what they are for needs. */
class Backend {

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch free = new CountDownLatch(1);

	@CircuitProtected("opens")
	public String opens(Script script) {
		return script.play();
	}

	@CircuitProtected("refuses")
	public String refuses(Script script) {
		return script.play();
	}

	@CircuitProtected("probes")
	public String probes(Script script) {
		return script.play();
	}

	@CircuitProtected("closes")
	public String closes(Script script) {
		return script.play();
	}

	@CircuitProtected("forced")
	public String forced(Script script) {
		return script.play();
	}

	@CircuitProtected("disabled")
	public String disabled(Script script) {
		return script.play();
	}

	@Retryable("retries")
	public String retries(Script script) {
		return script.play();
	}

	@Retryable("exhausts")
	public String exhausts(Script script) {
		return script.play();
	}

	@Retryable("spends")
	public String spends(Script script) {
		return script.play();
	}

	/** What is left behind cannot overrun, however busy the machine is. */
	@Retryable("late")
	@TimeLimited("late")
	public String late(Script script) {
		return script.play();
	}

	@TimeLimited("hangs")
	public CompletableFuture<String> hangs() {
		return new CompletableFuture<>();
	}

	@TimeLimited("quick")
	public String quick() {
		return "answer";
	}

	@TimeLimited("overruns")
	public void overruns() {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(250);
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	@TimeLimited("total")
	public CompletableFuture<String> total() {
		return new CompletableFuture<>();
	}

	/** Keeps the only worker until it is let go. */
	@TimeLimited("busy")
	public void busy() throws InterruptedException {
		this.begun.countDown();
		this.free.await();
	}

	public boolean isBusy() {
		return this.begun.getCount() == 0;
	}

	public void letGo() {
		this.free.countDown();
	}

	@TimeLimited("worker")
	public String worker() {
		return "answer";
	}

	@TimeLimited("future")
	public Future<String> future() {
		return new FutureTask<>(() -> "answer");
	}

	@Fallback("answers")
	public String answers(Script script) {
		return script.play();
	}

	@Fallback(value = "fails", method = "alsoFails")
	public String fails(Script script) {
		return script.play();
	}

	private String alsoFails() {
		throw new IllegalStateException("down, too");
	}

	@CircuitProtected("categories")
	@Fallback("categories")
	public String categories(Script script) {
		return script.play();
	}

}
