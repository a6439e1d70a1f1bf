package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Plain calls that a worker makes. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerTests {

	private final LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
		.maxWorkers(1)
		.policy(PolicySpec.builder("backend")
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofMillis(500)).runOn(RunOn.WORKER).build())
			.build()));

	@Test
	void runsOnAnotherThread() {
		Thread worker = this.fixture.call(Thread::currentThread);

		assertThat(worker).isNotSameAs(Thread.currentThread());
	}

	@Test
	void freesTheCallerOfAMethodThatIgnoresInterrupts() {
		CountDownLatch release = new CountDownLatch(1);

		assertThatThrownBy(() -> this.fixture.call(() -> deaf(release))).isInstanceOf(TimeLimitExceededException.class);
		assertThatThrownBy(() -> this.fixture.call(() -> "refused"))
			.isInstanceOf(ConcurrencyLimitExceededException.class);

		release.countDown();
	}

	@Test
	void throwsWhatTheMethodThrows() {
		IllegalStateException failure = new IllegalStateException();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			throw failure;
		})).isSameAs(failure);
	}

	private static String deaf(CountDownLatch release) {
		while (true) {
			try {
				release.await();
				return "late";
			}
			catch (InterruptedException ex) {
				// goes on
			}
		}
	}

}
