package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.TimeLimitExceededException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignInterruptTests {

	private final LimitFixture fixture = new LimitFixture(LimitFixture.millis(50), LimitFixture.millis(30_000));

	@AfterEach
	void close() {
		Thread.interrupted();
		this.fixture.close();
	}

	@Test
	void keepsAnInterruptFromBeforeACallThatIsInTime() {
		Thread.currentThread().interrupt();

		assertThat(this.fixture.call(() -> Thread.currentThread().isInterrupted())).isTrue();

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void keepsAnInterruptFromBeforeACallThatIsTooLate() {
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			LimitFixture.spin(Duration.ofMillis(150));
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void endsACallThatTakesAnInterruptOfOthersAndGoesOn() {
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			LimitFixture.spin(Duration.ofMillis(80));
			assertThat(Thread.interrupted()).isTrue();
			return LimitFixture.block();
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void keepsAnInterruptThatComesBeforeTheLimitPasses() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			Thread.currentThread().interrupt();
			LimitFixture.spin(Duration.ofMillis(150));
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void keepsAnInterruptThatTheMethodSetsItself() {
		this.fixture.call(() -> {
			Thread.currentThread().interrupt();
			return "in time";
		});

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void passesOnWhatTheMethodThrowsWhenSomebodyElseInterrupts() throws Exception {
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		CountDownLatch under = new CountDownLatch(1);
		InterruptedException own = new InterruptedException();
		Thread caller = new Thread(() -> {
			try {
				this.fixture.other(() -> {
					under.countDown();
					try {
						return LimitFixture.block();
					}
					catch (InterruptedException ex) {
						throw own;
					}
				});
			}
			catch (Throwable ex) {
				flag.complete(Thread.currentThread().isInterrupted());
				thrown.complete(ex);
			}
		});
		caller.start();
		under.await();
		await().until(() -> caller.getState() == Thread.State.WAITING);

		caller.interrupt();

		assertThat(thrown.get(5, TimeUnit.SECONDS)).isSameAs(own);
		assertThat(flag.get(5, TimeUnit.SECONDS)).isFalse();
		assertThat(this.fixture.engine.find("other").timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
	}

	@Test
	void keepsTheFlagThatAMethodRestoresWhenSomebodyElseInterrupts() {
		String result = this.fixture.other(() -> {
			Thread.currentThread().interrupt();
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
	void keepsAnInterruptOfOthersThroughNestedLimitsThatAllPass() {
		LimitFixture both = new LimitFixture(LimitFixture.millis(40), LimitFixture.millis(20));
		Thread.currentThread().interrupt();

		assertThatThrownBy(() -> both.call(() -> both.other(() -> {
			LimitFixture.spin(Duration.ofMillis(150));
			return "late";
		}))).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.interrupted()).isTrue();
		both.close();
	}

}
