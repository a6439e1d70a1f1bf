package dev.resilience.async;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.CallContext;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What hangs on the caller's thread, on the threads on which a call goes on. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CarriedContextTests {

	private static final ThreadLocal<String> USER = new ThreadLocal<>();

	private static final ContextCarrier CARRIER = () -> {
		String user = USER.get();
		return () -> {
			String before = USER.get();
			USER.set(user);
			return () -> USER.set(before);
		};
	};

	private final List<String> seen = new ArrayList<>();

	@Test
	void isThereInEveryAttemptAndInTheFallback() throws Exception {
		try (AsyncFixture fixture = fixture(RunOn.CALLER)) {
			USER.set("caller");

			CompletableFuture<String> future = fixture.call(() -> note("attempt"));
			USER.set("somebody else");
			fixture.turnUntil(future::isDone);

			assertThat(future.get()).isEqualTo("instead");
			assertThat(this.seen).containsExactly("attempt 1 caller", "attempt 2 caller", "attempt 3 caller",
					"fallback 3 caller");
			assertThat(USER.get()).isEqualTo("somebody else");
		}
	}

	@Test
	void isThereOnWorkers() throws Exception {
		try (AsyncFixture fixture = fixture(RunOn.WORKER)) {
			USER.set("caller");

			CompletableFuture<String> future = fixture.call(() -> note("attempt"));
			fixture.turnUntil(future::isDone);
			fixture.engine.policy("backend").call(() -> note("plain"));

			assertThat(this.seen).containsSubsequence("attempt 1 caller", "attempt 2 caller", "attempt 3 caller",
					"fallback 3 caller", "plain 1 caller");
		}
	}

	@Test
	void leavesTheThreadThatCompletesASourceAsItWas() throws Exception {
		ExecutorService other = Executors.newSingleThreadExecutor();
		try (AsyncFixture fixture = fixture(RunOn.CALLER)) {
			ManualBackend backend = new ManualBackend();
			USER.set("caller");
			AtomicReference<String> inCallback = new AtomicReference<>();
			CompletableFuture<String> future = fixture.call(backend);
			CompletableFuture<Void> told = future
				.thenAccept((answer) -> inCallback.set(USER.get() + " " + CallContext.current()));
			String after = other.submit(() -> {
				USER.set("pool");
				ClassLoader before = Thread.currentThread().getContextClassLoader();
				backend.attempt(1).complete("done");
				assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
				return USER.get() + " " + CallContext.current();
			}).get();

			told.get();
			assertThat(after).isEqualTo("pool null");
			assertThat(inCallback).hasValue("caller null");
		}
		finally {
			other.shutdownNow();
		}
	}

	@Test
	void isTheContextClassLoaderUnlessSaidOtherwise() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		List<ClassLoader> loaders = new ArrayList<>();
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(3)));
				URLClassLoader own = new URLClassLoader(new URL[0])) {
			Thread.currentThread().setContextClassLoader(own);
			CompletableFuture<String> future = fixture.call(() -> {
				loaders.add(Thread.currentThread().getContextClassLoader());
				throw new IOException();
			});
			Thread.currentThread().setContextClassLoader(before);

			assertThat(AsyncFixture.failure(future)).isInstanceOf(IOException.class);
			assertThat(loaders).containsExactly(own, own, own);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@Test
	void isNullInCallbacksOfTheFutureEvenWhereTheyRunWithinTheCall() throws Exception {
		try (AsyncFixture fixture = fixture(RunOn.CALLER)) {
			ManualBackend backend = new ManualBackend();
			List<Object> contexts = new ArrayList<>();
			CompletableFuture<String> future = fixture.call(backend);
			CompletableFuture<Boolean> told = future.handle((answer, failure) -> contexts.add(CallContext.current()));

			fixture.time.advance(Duration.ofSeconds(10));
			fixture.turnUntil(told::isDone);

			assertThat(contexts).containsExactly((Object) null);
		}
	}

	@Test
	void tellsTheRemainingTimeOfEachAttempt() throws Exception {
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).total(Duration.ofSeconds(3)).build()))) {
			List<Duration> remaining = new ArrayList<>();
			ManualBackend backend = new ManualBackend();
			CompletableFuture<String> future = fixture.call(() -> {
				remaining.add(CallContext.current().remainingTime());
				return backend.get();
			});
			for (int attempt = 1; attempt <= 2; attempt++) {
				backend.attempt(attempt).completeExceptionally(new IOException());
				fixture.time.advance(Duration.ofSeconds(1));
			}
			backend.attempt(3).complete("done");

			assertThat(future.get()).isEqualTo("done");
			assertThat(remaining).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));
			assertThat(CallContext.current()).isNull();
		}
	}

	@Test
	void goesOnWithoutTheContextWhereTheCarrierThrows() throws Exception {
		AtomicReference<RuntimeException> broken = new AtomicReference<>();
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS),
				(engine) -> engine.contextCarrier(() -> () -> {
					if (broken.get() != null) {
						throw broken.get();
					}
					return () -> {
					};
				}))) {
			ManualBackend backend = new ManualBackend();
			CompletableFuture<String> future = fixture.call(backend);
			broken.set(new IllegalStateException());

			backend.attempt(1).complete("done");

			assertThat(future).isCompletedWithValue("done");
			assertThat(fixture.callsOfCircuit()).isOne();
		}
	}

	private CompletableFuture<String> note(String where) {
		this.seen.add(where + " " + CallContext.current().attempt() + " " + USER.get());
		return CompletableFuture.failedFuture(new IOException());
	}

	private AsyncFixture fixture(RunOn runOn) {
		return new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(10)).runOn(runOn).build())
			.fallback(FallbackSpec.of((type) -> {
				note("fallback");
				return "instead";
			})), (engine) -> engine.contextCarrier(CARRIER));
	}

}
