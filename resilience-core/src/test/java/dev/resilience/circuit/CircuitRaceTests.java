package dev.resilience.circuit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import dev.resilience.CircuitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads do the same to a circuit at the same moment, as often as there is time for.
 * What is meant for the scarce case, and looks more closely, is the module
 * {@code resilience-stress}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CircuitRaceTests {

	private static final Duration TIME = Duration.ofSeconds(2);

	private static final int PERMITTED = 100;

	private static final Duration OPEN = Duration.ofSeconds(60);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	void twoFailuresAtOnceOpenItOnce() {
		race(() -> CircuitFixture.sensitive((spec) -> spec), (backend) -> {
			CompletableFuture<String> one = later(backend);
			CompletableFuture<String> other = later(backend);
			return (thread) -> () -> ((thread == 0) ? one : other).completeExceptionally(new BackendFailure());
		}, (backend) -> {
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			assertThat(backend.changes()).hasSize(1);
			assertThat(backend.snapshot().totals().opened()).isOne();
			assertThat(backend.snapshot().totals().failed()).isEqualTo(2);
		});
	}

	@Test
	void noMoreProbesAreLetInThanArePermitted() {
		AtomicInteger letIn = new AtomicInteger();
		race(() -> {
			CircuitFixture backend = CircuitFixture
				.sensitive((spec) -> spec.permittedCalls(PERMITTED).openDuration(OPEN));
			backend.fail();
			backend.advance(OPEN);
			letIn.set(0);
			return backend;
		}, (backend) -> (thread) -> () -> {
			for (int i = 0; i < PERMITTED; i++) {
				backend.calls.callAsync(() -> {
					letIn.incrementAndGet();
					return new CompletableFuture<>();
				});
			}
		}, (backend) -> assertThat(letIn).hasValue(PERMITTED));
	}

	@Test
	void twoWhoComeAfterTheOpenDurationMakeItHalfOpenOnce() {
		race(() -> {
			CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN));
			backend.fail();
			backend.advance(OPEN);
			return backend;
		}, (backend) -> (thread) -> backend::succeed,
				(backend) -> assertThat(backend.changes()).extracting((change) -> change.to())
					.containsExactlyInAnyOrder(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED));
	}

	private static CompletableFuture<String> later(CircuitFixture backend) {
		CompletableFuture<String> source = new CompletableFuture<>();
		backend.calls.callAsync(() -> source);
		return source;
	}

	/** What is to be looked at afterwards. */
	private interface Check {

		void accept(CircuitFixture backend);

	}

	/** What is ready to be done by each of the threads. */
	private interface Ready {

		IntFunction<Runnable> of(CircuitFixture backend);

	}

	private void race(Supplier<CircuitFixture> situation, Ready ready, Check check) {
		long end = System.nanoTime() + TIME.toNanos();
		while (System.nanoTime() < end) {
			CircuitFixture backend = situation.get();
			IntFunction<Runnable> acts = ready.of(backend);
			AtomicInteger arrived = new AtomicInteger();
			CompletableFuture<Void> one = atOnce(arrived, acts.apply(0));
			CompletableFuture<Void> other = atOnce(arrived, acts.apply(1));
			one.join();
			other.join();
			check.accept(backend);
		}
	}

	private CompletableFuture<Void> atOnce(AtomicInteger arrived, Runnable act) {
		return CompletableFuture.runAsync(() -> {
			arrived.incrementAndGet();
			while (arrived.get() < 2) {
				Thread.onSpinWait();
			}
			act.run();
		}, this.threads);
	}

}
