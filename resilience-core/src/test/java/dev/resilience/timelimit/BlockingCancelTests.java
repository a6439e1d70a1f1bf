package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What hangs on a source may block when the source is cancelled. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingCancelTests {

	@Test
	void holdsNobodyBeyondTheLimit() {
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<String> source = new CompletableFuture<>();
		source.whenComplete((result, failure) -> await(release));
		try (ResilienceEngine engine = ResilienceEngine.builder()
			.policy(PolicySpec.builder("backend")
				.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofMillis(50)).build())
				.build())
			.build()) {
			CompletableFuture<String> future = engine.policy("backend").callAsync(() -> source);

			assertThatThrownBy(future::get).cause().isInstanceOf(TimeLimitExceededException.class);
			assertThat(release.getCount()).isOne();
			assertThat(engine.find("backend").timeLimit().calls(TimeLimitOutcome.TIMED_OUT)).isOne();
			release.countDown();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
