package dev.resilience.timelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.resilience.ThrowingSupplier;
import dev.resilience.event.RecordedEvents;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;

/** Policies with time limits on the real clock. */
final class LimitFixture implements AutoCloseable {

	final RecordedEvents events = new RecordedEvents();

	final ResilienceEngine engine;

	/** Two policies: "backend", and "other" for a limit within or around it. */
	LimitFixture(TimeLimitSpecBuilder backend, TimeLimitSpecBuilder other) {
		this(ResilienceEngine.builder()
			.policy(PolicySpec.builder("backend").timeLimit(backend.build()).build())
			.policy(PolicySpec.builder("other").timeLimit(other.build()).build()));
	}

	LimitFixture(TimeLimitSpecBuilder backend) {
		this(backend, TimeLimitSpec.builder());
	}

	LimitFixture(ResilienceEngineBuilder engine) {
		this.engine = engine.listeners(() -> List.of(this.events)).build();
	}

	static TimeLimitSpecBuilder millis(long timeout) {
		return TimeLimitSpec.builder().timeout(Duration.ofMillis(timeout));
	}

	<T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
		return this.engine.policy("backend").call(work);
	}

	<T, X extends Throwable> T other(ThrowingSupplier<T, X> work) throws X {
		return this.engine.policy("other").call(work);
	}

	long outcomes(TimeLimitOutcome outcome) {
		return this.engine.find("backend").timeLimit().calls(outcome);
	}

	/** Blocks until it is interrupted. */
	static String block() throws InterruptedException {
		new CountDownLatch(1).await();
		return "never";
	}

	/** Keeps busy until its limit has passed, and hears no interrupt. */
	static void spinUntilInterrupted() {
		while (!Thread.currentThread().isInterrupted()) {
			Thread.onSpinWait();
		}
	}

	/** Keeps busy for a while and hears no interrupt. */
	static void spin(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	@Override
	public void close() {
		this.engine.close();
	}

}
