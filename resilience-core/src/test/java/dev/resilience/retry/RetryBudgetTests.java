package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ErrorCode;
import dev.resilience.ScriptedWork;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryBudgetTests {

	private static final int SECONDS = 10;

	@Test
	void allowsTheMinimumHoweverFewTheCallsAre() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(1_000).budgetRatio(0).budgetMinPerSecond(3));

		failOnce(fixture);

		assertThat(fixture.retry().retries()).isEqualTo(3 * SECONDS);
		assertThat(fixture.retry().calls(RetryOutcome.BUDGET_SPENT)).isOne();
	}

	@Test
	void allowsNoRetryWhereBothShareAndMinimumAreZero() {
		RetryFixture fixture = new RetryFixture(atOnce().budgetRatio(0).budgetMinPerSecond(0));

		failOnce(fixture);

		assertThat(fixture.retry().retries()).isZero();
	}

	@Test
	void allowsTheShareOfTheCalls() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(2).budgetRatio(0.2).budgetMinPerSecond(0));

		for (int i = 0; i < 1_000; i++) {
			failOnce(fixture);
		}

		assertThat(fixture.retry().retries()).isEqualTo(200);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isEqualTo(200);
		assertThat(fixture.retry().calls(RetryOutcome.BUDGET_SPENT)).isEqualTo(800);
	}

	@Test
	void countsCallsThatSucceedTowardsTheShare() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(100).budgetRatio(0.5).budgetMinPerSecond(0));
		for (int i = 0; i < 19; i++) {
			fixture.call(() -> "fine");
		}

		failOnce(fixture);

		assertThat(fixture.retry().retries()).isEqualTo(10);
	}

	@Test
	void hasNoBudgetWhereTheRatioIsOne() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(5_000).budgetRatio(1).budgetMinPerSecond(0));

		failOnce(fixture);

		assertThat(fixture.retry().retries()).isEqualTo(4_999);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	@Test
	void endsTheCallWithTheLastFailureWhenItIsSpent() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(9).budgetRatio(0).budgetMinPerSecond(0));
		IOException failure = new IOException();

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(failure))).isSameAs(failure);

		assertThat(fixture.events.of(RetryGaveUp.class)).singleElement().satisfies((event) -> {
			assertThat(event.code()).isEqualTo(ErrorCode.RETRY_BUDGET_SPENT.name());
			assertThat(event.attempts()).isOne();
			assertThat(event.policy()).isEqualTo("backend");
		});
	}

	@Test
	void returnsTheLastResultWhenItIsSpent() {
		RetryFixture fixture = new RetryFixture(
				atOnce().budgetRatio(0).budgetMinPerSecond(0).retryOnResult("pending"::equals));

		assertThat(fixture.call(() -> "pending")).isEqualTo("pending");
		assertThat(fixture.retry().calls(RetryOutcome.BUDGET_SPENT)).isOne();
	}

	@Test
	void recoversOnceTheRetriesAreTenSecondsOld() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(1_000).budgetRatio(0).budgetMinPerSecond(1));
		failOnce(fixture);
		fixture.time.advance(Duration.ofSeconds(8));
		failOnce(fixture);
		assertThat(fixture.retry().retries()).isEqualTo(10);

		fixture.time.advance(Duration.ofSeconds(2));
		failOnce(fixture);

		assertThat(fixture.retry().retries()).isEqualTo(20);
	}

	@Test
	void forgetsCallsThatAreTenSecondsOld() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(1_000).budgetRatio(0.5).budgetMinPerSecond(0));
		for (int i = 0; i < 1_000; i++) {
			fixture.call(() -> "fine");
		}

		fixture.time.advance(Duration.ofSeconds(SECONDS));
		failOnce(fixture);

		assertThat(fixture.retry().retries()).isZero();
	}

	@Test
	void isNotTouchedByFailuresThatAreNotRetried() {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(100).budgetRatio(0).budgetMinPerSecond(1));
		for (int i = 0; i < 50; i++) {
			assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IllegalArgumentException())))
				.isInstanceOf(IllegalArgumentException.class);
		}

		failOnce(fixture);

		assertThat(fixture.retry().retries()).isEqualTo(10);
	}

	@Test
	void neverGivesAStormMoreThanThereIs() throws Exception {
		RetryFixture fixture = new RetryFixture(atOnce().maxAttempts(10).budgetRatio(0.1).budgetMinPerSecond(10));
		int threads = 64;
		int callsEach = 100;
		AtomicInteger attempts = new AtomicInteger();

		storm(threads, () -> {
			for (int i = 0; i < callsEach; i++) {
				assertThatThrownBy(() -> fixture.call(() -> {
					attempts.incrementAndGet();
					throw new IOException();
				})).isInstanceOf(IOException.class);
			}
		});

		int calls = threads * callsEach;
		assertThat(fixture.retry().retries()).isEqualTo(calls / 10);
		assertThat(attempts).hasValue(calls + calls / 10);
	}

	@Test
	void isOfOnePolicyAlone() throws Throwable {
		RetrySpec spec = atOnce().maxAttempts(2).budgetRatio(0).budgetMinPerSecond(1).build();
		ResilienceEngine engine = ResilienceEngine.builder()
			.policy(PolicySpec.builder("ill").retry(spec).build())
			.policy(PolicySpec.builder("well").retry(spec).build())
			.build();
		for (int i = 0; i < 50; i++) {
			assertThatThrownBy(() -> engine.policy("ill").call(ScriptedWork.alwaysFailing(new IOException())))
				.isInstanceOf(IOException.class);
		}

		assertThat(engine.policy("well").call(ScriptedWork.failing(new IOException()))).isEqualTo("done");
	}

	private static void storm(int threads, Runnable work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(executor.submit(() -> {
					start.await();
					work.run();
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static RetrySpecBuilder atOnce() {
		return RetrySpec.builder().delay(Duration.ZERO);
	}

	private static void failOnce(RetryFixture fixture) {
		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new IOException())))
			.isInstanceOf(IOException.class);
	}

}
