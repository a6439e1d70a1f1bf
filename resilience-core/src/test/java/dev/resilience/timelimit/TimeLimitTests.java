package dev.resilience.timelimit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.failure.FailureCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitTests {

	private final LimitFixture fixture = new LimitFixture(LimitFixture.millis(50));

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).isFalse();
		this.fixture.close();
	}

	@Test
	void returnsTheResultOfACallThatIsInTime() {
		assertThat(this.fixture.call(() -> "in time")).isEqualTo("in time");

		assertThat(this.fixture.outcomes(TimeLimitOutcome.COMPLETED)).isOne();
		assertThat(this.fixture.events.all()).isEmpty();
	}

	@Test
	void throwsTheFailureOfACallThatIsInTime() {
		IOException failure = new IOException();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			throw failure;
		})).isSameAs(failure);

		assertThat(this.fixture.outcomes(TimeLimitOutcome.COMPLETED)).isOne();
	}

	@Test
	void staysOnTheThreadOfTheCaller() {
		assertThat(this.fixture.call(Thread::currentThread)).isSameAs(Thread.currentThread());
	}

	@Test
	void interruptsTheCallAtItsLimit() {
		long start = System.nanoTime();

		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class,
				() -> this.fixture.call(LimitFixture::block));

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
		assertThat(ex.code()).isEqualTo(ErrorCode.TIME_LIMIT_EXCEEDED);
		assertThat(ex.policy()).isEqualTo("backend");
		assertThat(ex.category()).isEqualTo(FailureCategory.TIMEOUT);
		assertThat(ex.isRefusal()).isFalse();
		assertThat(ex.limit()).isEqualTo(Duration.ofMillis(50));
		assertThat(ex.elapsed()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
		assertThat(ex.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class);
		assertThat(ex).hasMessageContaining("'backend'").hasMessageContaining("50 ms").hasMessageNotContaining("\n");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void tellsOfTheLimit() {
		assertThatThrownBy(() -> this.fixture.call(LimitFixture::block)).isInstanceOf(TimeLimitExceededException.class);

		assertThat(this.fixture.events.of(TimeLimitPassed.class)).singleElement().satisfies((event) -> {
			assertThat(event.policy()).isEqualTo("backend");
			assertThat(event.code()).isEqualTo("TIME_LIMIT_EXCEEDED");
			assertThat(event.limit()).isEqualTo(Duration.ofMillis(50));
			assertThat(event.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
		});
	}

	@Test
	void failsACallThatSwallowedTheInterrupt() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				return "swallowed";
			}
		})).isInstanceOf(TimeLimitExceededException.class).hasNoSuppressedExceptions();

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void failsACallThatConvertedTheInterrupt() {
		IllegalStateException converted = new IllegalStateException();

		assertThatThrownBy(() -> this.fixture.call(() -> {
			try {
				return LimitFixture.block();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw converted;
			}
		})).isInstanceOf(TimeLimitExceededException.class).hasSuppressedException(converted);

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void failsACallThatHearsNoInterruptOnceItReturns() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			LimitFixture.spinUntilInterrupted();
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.fixture.outcomes(TimeLimitOutcome.COMPLETED)).isZero();
	}

	@Test
	void countsACallThatWentOnForLong() {
		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class,
				() -> this.fixture.call(() -> {
					LimitFixture.spin(Duration.ofMillis(155));
					return "late";
				}));

		assertThat(ex.elapsed()).isGreaterThan(Duration.ofMillis(150));
		assertThat(this.fixture.outcomes(TimeLimitOutcome.OVERRUN)).isOne();
		assertThat(this.fixture.outcomes(TimeLimitOutcome.TIMED_OUT)).isZero();
		assertThat(this.fixture.events.of(TimeLimitPassed.class)).singleElement()
			.satisfies((event) -> assertThat(event.overrun()).isTrue());
	}

	@Test
	void countsEachCallOnce() {
		for (int i = 0; i < 3; i++) {
			assertThatThrownBy(() -> this.fixture.call(LimitFixture::block))
				.isInstanceOf(TimeLimitExceededException.class);
			this.fixture.call(() -> "in time");
		}

		assertThat(this.fixture.outcomes(TimeLimitOutcome.COMPLETED)).isEqualTo(3);
		assertThat(this.fixture.outcomes(TimeLimitOutcome.TIMED_OUT) + this.fixture.outcomes(TimeLimitOutcome.OVERRUN))
			.isEqualTo(3);
	}

	@Test
	void doesNotDisturbTheThreadAfterACallThatWasInTime() throws InterruptedException {
		this.fixture.call(() -> "in time");

		LimitFixture.spin(Duration.ofMillis(80));

		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void namesTheOutcomesAsMetersHaveThem() {
		assertThat(TimeLimitOutcome.values()).extracting(TimeLimitOutcome::tag)
			.containsExactly("completed", "timed_out", "overrun");
	}

}
