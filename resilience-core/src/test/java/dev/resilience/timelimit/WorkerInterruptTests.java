package dev.resilience.timelimit;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ThrowingSupplier;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.async.AsyncFixture;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Interrupts of others, to a caller whose call a worker makes. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerInterruptTests {

	private final AsyncFixture fixture = new AsyncFixture((policy) -> policy
		.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).runOn(RunOn.WORKER).build()));

	@AfterEach
	void close() {
		Thread.interrupted();
		this.fixture.close();
	}

	@Test
	void arePassedOnToTheMethod() {
		InterruptedException own = new InterruptedException();
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				throw own;
			}
		})).isSameAs(own);

		assertThat(Thread.currentThread().isInterrupted()).as("the method took it").isFalse();
		assertThat(this.fixture.policy().timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
	}

	@Test
	void areKeptWhereTheMethodKeepsThem() throws Throwable {
		Thread.currentThread().interrupt();

		String result = call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return "gave up";
			}
		});

		assertThat(result).isEqualTo("gave up");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void areKeptWhereTheMethodDoesNotHearThem() {
		CountDownLatch release = new CountDownLatch(1);
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> call(() -> {
			this.fixture.time.advance(Duration.ofSeconds(2));
			while (release.getCount() > 0) {
				Thread.onSpinWait();
			}
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);
		release.countDown();

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void comeWhileTheMethodWorks() throws Exception {
		CountDownLatch under = new CountDownLatch(1);
		CompletableFuture<Object> told = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				call(() -> {
					under.countDown();
					return LimitFixture.block();
				});
			}
			catch (Throwable ex) {
				told.complete(ex.getClass() + " " + Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		under.await();

		caller.interrupt();

		assertThat(told.get()).isEqualTo(InterruptedException.class + " false");
	}

	/** The limit and the end of the method at about the same moment. */
	@Test
	void areNeverLeftByALimit() {
		Random random = new Random(3);
		AtomicInteger inTime = new AtomicInteger();
		AtomicInteger tooLate = new AtomicInteger();
		try (AsyncFixture real = new AsyncFixture(
				(policy) -> policy
					.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofNanos(300_000)).runOn(RunOn.WORKER).build()),
				(engine) -> engine.time(TimeSource.system()))) {
			for (int i = 0; i < 4_000; i++) {
				Duration duration = Duration.ofNanos(random.nextInt(500_000));
				boolean[] dirty = new boolean[1];
				try {
					real.engine.policy("backend").run(() -> {
						dirty[0] = Thread.currentThread().isInterrupted();
						LimitFixture.spin(duration);
					});
					inTime.incrementAndGet();
					assertThat(dirty[0]).as("an interrupt from the task before").isFalse();
				}
				catch (TimeLimitExceededException ex) {
					tooLate.incrementAndGet();
				}
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
			assertThat(real.attemptsOfTimeLimit()).isEqualTo(4_000);
		}
		assertThat(inTime).hasPositiveValue();
		assertThat(tooLate).hasPositiveValue();
	}

	private <T> T call(ThrowingSupplier<T, Throwable> work) throws Throwable {
		return this.fixture.engine.policy("backend").call(work);
	}

}
