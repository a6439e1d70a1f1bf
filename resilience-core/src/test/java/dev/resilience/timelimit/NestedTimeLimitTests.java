package dev.resilience.timelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.TimeLimitExceededException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NestedTimeLimitTests {

	@AfterEach
	void nothingIsLeftInTheThread() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void endsOnlyTheInnerCallWhereItsLimitIsShorter() {
		try (LimitFixture fixture = outerAndInner(10_000, 30)) {
			String result = fixture.call(() -> {
				assertTimeOut("other", () -> fixture.other(LimitFixture::block));
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				return "outer went on";
			});

			assertThat(result).isEqualTo("outer went on");
			assertThat(fixture.outcomes(TimeLimitOutcome.COMPLETED)).isOne();
		}
	}

	@Test
	void endsTheOuterCallWhereItsLimitIsShorter() {
		try (LimitFixture fixture = outerAndInner(30, 10_000)) {
			assertTimeOut("backend", () -> fixture.call(() -> fixture.other(LimitFixture::block)));

			assertThat(fixture.engine.find("other").timeLimit().calls(TimeLimitOutcome.COMPLETED)).isOne();
		}
	}

	@Test
	void stillEndsTheOuterCallAfterAnInnerOneThatWasInTime() {
		try (LimitFixture fixture = outerAndInner(30, 10_000)) {
			assertTimeOut("backend", () -> fixture.call(() -> {
				fixture.other(() -> "in time");
				return LimitFixture.block();
			}));
		}
	}

	@Test
	void stillEndsTheOuterCallAfterAnInnerOneThatWasTooLate() {
		try (LimitFixture fixture = outerAndInner(80, 20)) {
			assertTimeOut("backend", () -> fixture.call(() -> {
				assertTimeOut("other", () -> fixture.other(LimitFixture::block));
				return LimitFixture.block();
			}));
		}
	}

	@Test
	void doesNotSwallowTheInterruptOfTheOuterLimitWhenTheInnerCallCleansUp() {
		try (LimitFixture fixture = outerAndInner(40, 20)) {
			AtomicBoolean arrived = new AtomicBoolean();

			assertTimeOut("backend", () -> fixture.call(() -> {
				assertTimeOut("other", () -> fixture.other(() -> {
					LimitFixture.spin(Duration.ofMillis(150));
					return "late";
				}));
				arrived.set(Thread.currentThread().isInterrupted());
				return LimitFixture.block();
			}));

			assertThat(arrived).isTrue();
		}
	}

	@Test
	void doesNotSwallowTheInterruptOfAnOuterLimitThatPassesFirst() {
		try (LimitFixture fixture = outerAndInner(20, 40)) {
			AtomicBoolean arrived = new AtomicBoolean();

			assertTimeOut("backend", () -> fixture.call(() -> {
				assertTimeOut("other", () -> fixture.other(() -> {
					LimitFixture.spin(Duration.ofMillis(150));
					return "late";
				}));
				arrived.set(Thread.currentThread().isInterrupted());
				return LimitFixture.block();
			}));

			assertThat(arrived).isTrue();
		}
	}

	@Test
	void endsEitherCallWhereBothLimitsPassAtOnce() {
		try (LimitFixture fixture = outerAndInner(2, 2)) {
			for (int i = 0; i < 300; i++) {
				assertThatExceptionOfType(TimeLimitExceededException.class)
					.isThrownBy(() -> fixture.call(() -> fixture.other(LimitFixture::block)));
				assertThat(Thread.interrupted()).isFalse();
			}
		}
	}

	@Test
	void limitsACallWithinACallOfTheSamePolicy() {
		try (LimitFixture fixture = new LimitFixture(LimitFixture.millis(30))) {
			assertTimeOut("backend", () -> fixture.call(() -> fixture.call(() -> fixture.call(LimitFixture::block))));
		}
	}

	@Test
	void limitsFarNestedCalls() {
		try (LimitFixture fixture = outerAndInner(60, 10_000)) {
			assertTimeOut("backend", () -> fixture.call(() -> nested(fixture, 100)));
		}
	}

	/** Many times, because where the stack ends within a call is a matter of chance. */
	@Test
	void leavesNoLimitBehindWhenNestedCallsOverflowTheStack() {
		try (LimitFixture fixture = outerAndInner(200, 200)) {
			for (int i = 0; i < 100; i++) {
				try {
					endless(fixture);
				}
				catch (StackOverflowError | TimeLimitExceededException expected) {
					// a slow machine may come to a limit before it comes to the end of
					// the stack
				}
			}

			LimitFixture.spin(Duration.ofMillis(300));

			assertThat(Thread.interrupted()).isFalse();
			assertThat(fixture.call(() -> "in time")).isEqualTo("in time");
		}
	}

	private static String nested(LimitFixture fixture, int depth) throws InterruptedException {
		return (depth == 0) ? LimitFixture.block() : fixture.other(() -> nested(fixture, depth - 1));
	}

	private static String endless(LimitFixture fixture) {
		return fixture.other(() -> endless(fixture));
	}

	private static LimitFixture outerAndInner(long outer, long inner) {
		return new LimitFixture(LimitFixture.millis(outer), LimitFixture.millis(inner));
	}

	private static void assertTimeOut(String policy, ThrowingCallable call) {
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.policy()).isEqualTo(policy));
	}

}
