package dev.resilience.async;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What is over is let go of. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncLeakTests {

	private static final int MANY = 200_000;

	private static final long MEGABYTE = 1024 * 1024;

	@Test
	void manyCallsUnderALongLimitLeaveNothingBehind() {
		try (AsyncFixture fixture = new AsyncFixture(
				(policy) -> policy.circuit(CircuitSpec.DEFAULTS)
					.retry(AsyncFixture.attempts(3))
					.timeLimit(AsyncFixture.seconds(30)),
				(engine) -> engine.time(TimeSource.system()).listeners(List::of))) {
			calls(fixture, 20_000);
			long before = usedHeap();

			calls(fixture, MANY);

			assertThat(usedHeap() - before).isLessThan(5 * MEGABYTE);
			assertThat(fixture.attemptsOfTimeLimit()).isEqualTo(20_000 + MANY);
		}
	}

	@Test
	void aSourceThatNeverEndsHoldsNothingOfACallThatGaveItUp() throws Exception {
		OwnStage never = new OwnStage();
		try (AsyncFixture fixture = new AsyncFixture((policy) -> policy.timeLimit(AsyncFixture.seconds(2)))) {
			WeakReference<Object> limited = unreachable(fixture, never, false);
			WeakReference<Object> cancelled = unreachable(fixture, never, true);

			AsyncFixture.until(() -> isGone(limited));
			AsyncFixture.until(() -> isGone(cancelled));
			assertThat(never.listeners()).isEqualTo(2);
		}
	}

	@Test
	void aFutureThatTheCallerKeepsHoldsNothingOfItsCall() throws Exception {
		try (AsyncFixture fixture = new AsyncFixture(
				(policy) -> policy.timeLimit(AsyncFixture.seconds(2)).retry(AsyncFixture.attempts(2)))) {
			CompletableFuture<?>[] kept = new CompletableFuture<?>[2];
			WeakReference<Object> ended = ended(fixture, kept);

			AsyncFixture.until(() -> isGone(ended));
			assertThat(kept).allMatch(CompletableFuture::isDone);
		}
	}

	private static WeakReference<Object> unreachable(AsyncFixture fixture, OwnStage never, boolean cancel)
			throws Exception {
		Object argument = new Object();
		CompletableFuture<Object> future = fixture.call(() -> {
			assertThat(argument).isNotNull();
			return never.stage();
		});
		if (cancel) {
			future.cancel(true);
		}
		else {
			fixture.time.advance(Duration.ofSeconds(2));
			AsyncFixture.failure(future);
		}
		return new WeakReference<>(argument);
	}

	private static WeakReference<Object> ended(AsyncFixture fixture, CompletableFuture<?>[] kept) {
		Object argument = new Object();
		kept[0] = fixture.call(() -> {
			assertThat(argument).isNotNull();
			return CompletableFuture.completedFuture("done");
		});
		kept[1] = fixture.call(() -> {
			assertThat(argument).isNotNull();
			return CompletableFuture.failedFuture(new IOException());
		});
		fixture.turnUntil(kept[1]::isDone);
		return new WeakReference<>(argument);
	}

	private static boolean isGone(WeakReference<Object> reference) {
		System.gc();
		return reference.get() == null;
	}

	private static void calls(AsyncFixture fixture, int many) {
		for (int i = 0; i < many; i++) {
			fixture.call(() -> CompletableFuture.completedFuture("done")).join();
		}
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
