package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.resilience.CircuitOpenException;
import dev.resilience.ProtectedCalls;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The four kinds on a call whose outcome is a future's. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FutureCallTests {

	private ResilienceEngine engine;

	@AfterEach
	void close() {
		this.engine.close();
	}

	@Test
	void runsTheWorkAgainUntilItsFutureSucceeds() throws Exception {
		ProtectedCalls calls = calls(PolicySpec.builder("backend").retry(quick(3)));
		List<Thread> threads = new CopyOnWriteArrayList<>();

		CompletableFuture<String> future = calls.callAsync(() -> {
			threads.add(Thread.currentThread());
			return (threads.size() < 3) ? CompletableFuture.failedFuture(new IOException())
					: CompletableFuture.completedFuture("done");
		});

		assertThat(future.get()).isEqualTo("done");
		assertThat(threads).hasSize(3);
		assertThat(threads.get(0)).isSameAs(Thread.currentThread());
	}

	@Test
	void endsWithTheLastFailureItself() {
		ProtectedCalls calls = calls(PolicySpec.builder("backend").retry(quick(2)));
		List<IOException> failures = new ArrayList<>();

		CompletableFuture<String> future = calls.callAsync(() -> {
			failures.add(new IOException());
			throw failures.get(failures.size() - 1);
		});

		assertThatThrownBy(future::get).cause().isSameAs(failures.get(1));
	}

	@Test
	void cancelsTheSourceAtTheLimit() {
		ProtectedCalls calls = calls(PolicySpec.builder("backend").timeLimit(limit(20)));
		CompletableFuture<String> source = new CompletableFuture<>();

		CompletableFuture<String> future = calls.callAsync(() -> source);

		assertThatThrownBy(future::get).cause().isInstanceOf(TimeLimitExceededException.class);
		assertThat(source).isCancelled();
	}

	@Test
	void cancelsTheSourceWhenTheCallerCancels() {
		ProtectedCalls calls = calls(PolicySpec.builder("backend").retry(quick(3)).timeLimit(limit(60_000)));
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> future = calls.callAsync(() -> source);

		future.cancel(true);

		assertThat(source).isCancelled();
		assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
	}

	@Test
	void refusesThroughTheFuture() {
		ProtectedCalls calls = calls(
				PolicySpec.builder("backend").circuit(CircuitSpec.builder().failureThreshold(1).build()));
		calls.callAsync(() -> CompletableFuture.failedFuture(new IOException()));

		CompletableFuture<String> future = calls.callAsync(() -> CompletableFuture.completedFuture("never"));

		assertThatThrownBy(future::get).cause().isInstanceOf(CircuitOpenException.class);
	}

	@Test
	void answersInPlaceOfAFutureThatFails() throws Exception {
		ProtectedCalls calls = calls(PolicySpec.builder("backend").fallback(FallbackSpec.of((type) -> "instead")));

		CompletableFuture<String> future = calls.callAsync(() -> CompletableFuture.failedFuture(new IOException()));

		assertThat(future.get()).isEqualTo("instead");
	}

	private ProtectedCalls calls(PolicySpec.Builder policy) {
		this.engine = ResilienceEngine.builder().policy(policy.build()).build();
		return this.engine.policy("backend");
	}

	private static RetrySpec quick(int attempts) {
		return RetrySpec.builder().maxAttempts(attempts).delay(Duration.ofMillis(1)).build();
	}

	private static TimeLimitSpec limit(long millis) {
		return TimeLimitSpec.builder().timeout(Duration.ofMillis(millis)).build();
	}

}
