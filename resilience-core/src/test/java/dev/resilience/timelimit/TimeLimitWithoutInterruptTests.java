package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TimeLimitWithoutInterruptTests {

	private final ManualTime time = new ManualTime();

	private final LimitFixture fixture = new LimitFixture(ResilienceEngine.builder()
		.time(this.time)
		.policy(PolicySpec.builder("backend").timeLimit(LimitFixture.millis(50).interrupt(false).build()).build()));

	@Test
	void tellsACallOnlyAfterwardsThatItWasTooLate() {
		AtomicBoolean interrupted = new AtomicBoolean();

		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class,
				() -> this.fixture.call(() -> {
					this.time.advance(Duration.ofMillis(60));
					interrupted.set(Thread.currentThread().isInterrupted());
					return "late";
				}));

		assertThat(ex.limit()).isEqualTo(Duration.ofMillis(50));
		assertThat(ex.elapsed()).isEqualTo(Duration.ofMillis(60));
		assertThat(interrupted).isFalse();
		assertThat(this.fixture.outcomes(TimeLimitOutcome.TIMED_OUT)).isOne();
	}

	@Test
	void letsACallPassThatTakesJustAsLongAsItMay() {
		assertThat(this.fixture.call(() -> {
			this.time.advance(Duration.ofMillis(50));
			return "in time";
		})).isEqualTo("in time");
		assertThat(this.fixture.outcomes(TimeLimitOutcome.COMPLETED)).isOne();
	}

	@Test
	void saysTotalWhereTheTotalHasPassedToo() {
		LimitFixture both = new LimitFixture(ResilienceEngine.builder()
			.time(this.time)
			.policy(PolicySpec.builder("backend")
				.timeLimit(LimitFixture.millis(50).total(Duration.ofMillis(80)).interrupt(false).build())
				.build()));

		TimeLimitExceededException ex = catchThrowableOfType(TimeLimitExceededException.class, () -> both.call(() -> {
			this.time.advance(Duration.ofMillis(90));
			return "late";
		}));

		assertThat(ex.code()).isEqualTo(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED);
		assertThat(ex.limit()).isEqualTo(Duration.ofMillis(80));
	}

	@Test
	void countsAnOverrunFromAHundredMillisecondsOn() {
		callThatTakes(Duration.ofMillis(150));
		callThatTakes(Duration.ofMillis(150).plusNanos(1));

		assertThat(this.fixture.outcomes(TimeLimitOutcome.TIMED_OUT)).isOne();
		assertThat(this.fixture.outcomes(TimeLimitOutcome.OVERRUN)).isOne();
		assertThat(this.fixture.events.of(TimeLimitPassed.class)).extracting(TimeLimitPassed::overrun)
			.containsExactly(false, true);
	}

	@Test
	void leavesAnInterruptOfOthersAlone() {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			Thread.currentThread().interrupt();
			this.time.advance(Duration.ofMillis(60));
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(Thread.interrupted()).isTrue();
	}

	private void callThatTakes(Duration duration) {
		assertThatThrownBy(() -> this.fixture.call(() -> {
			this.time.advance(duration);
			return "late";
		})).isInstanceOf(TimeLimitExceededException.class);
	}

}
