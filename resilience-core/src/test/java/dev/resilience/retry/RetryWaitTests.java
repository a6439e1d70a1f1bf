package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.ScriptedWork;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RetryWaitTests {

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	@Test
	void startsNoWaitThatTheTotalWouldCut() {
		RetryFixture fixture = withTotal(Duration.ofMillis(700));
		IOException failure = new IOException();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);

		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
		assertThat(work.calls()).isEqualTo(3);
		assertThat(fixture.retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void startsNoWaitThatLastsExactlyUntilTheTotal() {
		RetryFixture fixture = withTotal(Duration.ofMillis(300));
		ScriptedWork work = ScriptedWork.alwaysFailing(new IOException());

		assertThatThrownBy(() -> fixture.call(work)).isInstanceOf(IOException.class);

		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100));
		assertThat(work.calls()).isEqualTo(2);
	}

	@Test
	void countsTheTimeOfTheAttemptsTowardsTheTotal() {
		RetryFixture fixture = withTotal(Duration.ofMillis(1000));
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			attempts.incrementAndGet();
			fixture.time.advance(Duration.ofMillis(400));
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(attempts).hasValue(2);
		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void endsTheCallWithTheLastFailureWhereTheThreadIsInterruptedAlready() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		IOException failure = new IOException();

		assertThatThrownBy(() -> fixture.call(() -> {
			Thread.currentThread().interrupt();
			throw failure;
		})).isSameAs(failure);

		assertThat(Thread.interrupted()).isTrue();
		assertThat(fixture.waits()).isEmpty();
		assertThat(fixture.retry().retries()).isZero();
		assertThat(fixture.retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(fixture.events.all()).as("no retry is announced").isEmpty();
	}

	@Test
	void noticesAnInterruptBeforeAWaitOfNothing() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().delay(Duration.ZERO));
		AtomicInteger attempts = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			attempts.incrementAndGet();
			Thread.currentThread().interrupt();
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(attempts).hasValue(1);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void returnsTheLastResultWhereTheThreadIsInterruptedBeforeTheWait() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryOnResult("pending"::equals));

		Object result = fixture.call(() -> {
			Thread.currentThread().interrupt();
			return "pending";
		});

		assertThat(result).isEqualTo("pending");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void endsTheCallWithTheLastFailureWhereTheThreadIsInterruptedDuringTheWait() throws Exception {
		ResilienceEngine engine = ResilienceEngine.builder()
			.policy(PolicySpec.builder("backend")
				.retry(RetryFixture.exact().delay(Duration.ofSeconds(10)).build())
				.build())
			.build();
		IOException failure = new IOException();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		AtomicReference<Boolean> flag = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			try {
				engine.policy("backend").call(work);
			}
			catch (Throwable ex) {
				flag.set(Thread.currentThread().isInterrupted());
				thrown.complete(ex);
			}
		});
		caller.start();
		await().until(() -> work.calls() == 1 && caller.getState() == Thread.State.TIMED_WAITING);

		caller.interrupt();

		caller.join(5_000);
		assertThat(thrown).isCompletedWithValue(failure);
		assertThat(flag).hasValue(true);
		assertThat(work.calls()).isOne();
	}

	private static RetryFixture withTotal(Duration total) {
		TimeLimitSpec limit = TimeLimitSpec.builder().total(total).interrupt(false).build();
		return new RetryFixture(RetryFixture.exact().maxAttempts(10), (policy) -> policy.timeLimit(limit));
	}

}
