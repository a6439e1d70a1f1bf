package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Attempts that block take threads; a limit has its own. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsAmongBlockedAttemptsTests {

	private static final int MANY = 100;

	@Test
	void aLimitPassesHoweverManyFurtherAttemptsBlock() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger blocked = new AtomicInteger();
		try (ResilienceEngine engine = ResilienceEngine.builder()
			.policy(PolicySpec.builder("blocking")
				.retry(RetrySpec.builder().maxAttempts(2).delay(Duration.ZERO).budgetRatio(1).build())
				.build())
			.policy(PolicySpec.builder("limited")
				.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofMillis(20)).build())
				.build())
			.build()) {
			for (int i = 0; i < MANY; i++) {
				AtomicInteger attempts = new AtomicInteger();
				engine.policy("blocking").<String>callAsync(() -> {
					if (attempts.incrementAndGet() == 2) {
						blocked.incrementAndGet();
						release.await();
					}
					throw new IOException();
				});
			}
			await().until(() -> blocked.get() >= 64);

			CompletableFuture<String> limited = engine.policy("limited").callAsync(CompletableFuture::new);

			assertThatThrownBy(limited::get).cause().isInstanceOf(TimeLimitExceededException.class);
			release.countDown();
		}
	}

}
