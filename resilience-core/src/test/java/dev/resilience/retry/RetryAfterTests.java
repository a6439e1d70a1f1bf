package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import dev.resilience.ScriptedWork;
import dev.resilience.failure.RetryAfterAware;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryAfterTests {

	@Test
	void waitsAsLongAsTheBackendAsksWhereThatIsLonger() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new Busy(Duration.ofSeconds(2)), new Busy(Duration.ofMillis(201))));

		assertThat(fixture.waits()).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(201));
	}

	@Test
	void waitsForTheBackoffWhereThatIsLonger() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new Busy(Duration.ofMillis(20)), new Busy(Duration.ZERO)));

		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
	}

	@Test
	void letsJitterOnlyLengthenTheWait() {
		RetryFixture fixture = new RetryFixture(RetrySpec.builder().maxAttempts(1_000).multiplier(1).budgetRatio(1));

		assertThatThrownBy(() -> fixture.call(ScriptedWork.alwaysFailing(new Busy(Duration.ofMillis(100)))))
			.isInstanceOf(Busy.class);

		assertThat(fixture.waits()).hasSize(999)
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMillis(150)));
	}

	@Test
	void honoursTheLongestWaitThatIsAllowed() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new Busy(Duration.ofSeconds(5))));

		assertThat(fixture.waits()).containsExactly(Duration.ofSeconds(5));
	}

	static Stream<Duration> tooLong() {
		return Stream.of(Duration.ofSeconds(5).plusNanos(1), Duration.ofDays(400),
				Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.ofNanos(Long.MAX_VALUE));
	}

	@ParameterizedTest
	@MethodSource("tooLong")
	void endsTheCallAtOnceWhereTheBackendAsksForTooLong(Duration asked) {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		Busy failure = new Busy(asked);
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);

		assertThat(work.calls()).isOne();
		assertThat(fixture.waits()).isEmpty();
		assertThat(fixture.retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void endsTheCallWhereNoWaitOfTheBackendsIsHonoured() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().retryAfterMax(Duration.ZERO));
		ScriptedWork work = ScriptedWork.alwaysFailing(new Busy(Duration.ofMillis(1)));

		assertThatThrownBy(() -> fixture.call(work)).isInstanceOf(Busy.class);

		assertThat(work.calls()).isOne();
	}

	@Test
	void findsTheNamedWaitAmongTheCauses() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new IllegalStateException(new Busy(Duration.ofSeconds(3)))));

		assertThat(fixture.waits()).containsExactly(Duration.ofSeconds(3));
	}

	static Stream<Duration> nothingToWaitFor() {
		return Stream.of(null, Duration.ofSeconds(-3), Duration.ofSeconds(Long.MIN_VALUE));
	}

	@ParameterizedTest
	@MethodSource("nothingToWaitFor")
	void waitsForTheBackoffWhereTheBackendNamesNothing(@Nullable Duration asked) throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new Busy(asked)));

		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void waitsForTheBackoffWhereTheExceptionCannotSay() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		fixture.call(ScriptedWork.failing(new Speechless()));

		assertThat(fixture.waits()).containsExactly(Duration.ofMillis(100));
	}

	private static final class Busy extends IOException implements RetryAfterAware {

		private final transient @Nullable Duration retryAfter;

		Busy(@Nullable Duration retryAfter) {
			this.retryAfter = retryAfter;
		}

		@Override
		public @Nullable Duration retryAfter() {
			return this.retryAfter;
		}

	}

	private static final class Speechless extends IOException implements RetryAfterAware {

		@Override
		public Duration retryAfter() {
			throw new IllegalStateException("no such header");
		}

	}

}
