package dev.resilience;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * User code stands still, wherever we call it: nobody else is held up, because we hold
 * nothing while we call it.
 */
class BlockedUserCodeTests {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicReference<Place> blocked = new AtomicReference<>();

	private final CountDownLatch standsStill = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.time(new ManualTime())
		.listeners(() -> List.of(this::heard))
		.classifiers(() -> List.of((failure) -> {
			passBy(Place.CLASSIFIER);
			return null;
		}))
		.policy(PolicySpec.builder("backend")
			.circuit(CircuitSpec.builder().failureThreshold(1).failureThresholdSpan(Duration.ZERO).build())
			.retry(RetrySpec.builder().maxAttempts(2).delay(Duration.ZERO).retryOnResult((result) -> {
				passBy(Place.RESULT_PREDICATE);
				return false;
			}).build())
			.fallback(FallbackSpec.of((type) -> {
				passBy(Place.FALLBACK);
				return "instead";
			}))
			.build())
		.build();

	/** Where user code is called. */
	enum Place {

		METHOD, CLASSIFIER, RESULT_PREDICATE, FALLBACK, TOLD_OF_RETRY, TOLD_OF_EXHAUSTION, TOLD_OF_CHANGE,
		TOLD_OF_FALLBACK

	}

	@AfterEach
	void close() {
		this.goOn.countDown();
		this.threads.shutdown();
		this.engine.close();
	}

	@ParameterizedTest
	@EnumSource(Place.class)
	void holdsUpNobodyElse(Place place) throws Exception {
		this.engine.policy("backend");
		Circuit circuit = this.engine.get("backend");
		this.blocked.set(place);
		boolean succeeds = place == Place.RESULT_PREDICATE;
		CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> call(!succeeds), this.threads);
		assertThat(this.standsStill.await(10, TimeUnit.SECONDS)).as("user code at %s is called", place).isTrue();

		CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> {
			circuit.state();
			circuit.snapshot();
			circuit.forceOpen();
			circuit.disable();
			circuit.reset();
			call(true);
			assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
			circuit.close();
			return call(false);
		}, this.threads);

		assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("done");
		assertThat(held).isNotDone();
		this.goOn.countDown();
		assertThat(held.get(10, TimeUnit.SECONDS)).isEqualTo(succeeds ? "done" : "instead");
	}

	private String call(boolean fails) {
		return this.engine.policy("backend").call(() -> {
			passBy(Place.METHOD);
			if (fails) {
				throw new IllegalStateException();
			}
			return "done";
		});
	}

	private void heard(ResilienceEvent event) {
		if (event instanceof RetryScheduled) {
			passBy(Place.TOLD_OF_RETRY);
		}
		else if (event instanceof RetryGaveUp) {
			passBy(Place.TOLD_OF_EXHAUSTION);
		}
		else if (event instanceof CircuitStateChanged) {
			passBy(Place.TOLD_OF_CHANGE);
		}
		else if (event instanceof FallbackUsed) {
			passBy(Place.TOLD_OF_FALLBACK);
		}
	}

	/** The first who comes to the place stands still there. */
	private void passBy(Place place) {
		if (this.blocked.compareAndSet(place, null)) {
			this.standsStill.countDown();
			try {
				this.goOn.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
