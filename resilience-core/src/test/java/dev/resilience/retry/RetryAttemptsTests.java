package dev.resilience.retry;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ScriptedWork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryAttemptsTests {

	@Test
	void returnsTheFirstResultWithoutAWait() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		ScriptedWork work = ScriptedWork.returning("done");

		assertThat(fixture.call(work)).isEqualTo("done");

		assertThat(work.calls()).isOne();
		assertThat(fixture.waits()).isEmpty();
	}

	@Test
	void triesAgainUntilAnAttemptSucceeds() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		ScriptedWork work = ScriptedWork.failing(new IOException("1"), new IOException("2"));

		assertThat(fixture.call(work)).isEqualTo("done");

		assertThat(work.calls()).isEqualTo(3);
	}

	@Test
	void endsTheCallWithTheLastFailureWhenAttemptsRunOut() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		IOException last = new IOException("3");
		ScriptedWork work = ScriptedWork.failing(new IOException("1"), new IOException("2"), last);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(last).hasNoCause().hasNoSuppressedExceptions();

		assertThat(work.calls()).isEqualTo(3);
		assertThat(fixture.waits()).hasSize(2);
	}

	@Test
	void makesOneAttemptAndNoWaitWhereOnlyOneIsAllowed() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().maxAttempts(1));
		IOException failure = new IOException();
		ScriptedWork work = ScriptedWork.alwaysFailing(failure);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);

		assertThat(work.calls()).isOne();
		assertThat(fixture.waits()).isEmpty();
	}

	@Test
	void needsNoDeeperStackForTenThousandAttemptsThanForTwo() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact().maxAttempts(10_000).budgetRatio(1));
		AtomicInteger attempts = new AtomicInteger();
		AtomicInteger second = new AtomicInteger();
		AtomicInteger last = new AtomicInteger();

		assertThatThrownBy(() -> fixture.call(() -> {
			int attempt = attempts.incrementAndGet();
			if (attempt == 2) {
				second.set(stackDepth());
			}
			if (attempt == 10_000) {
				last.set(stackDepth());
			}
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(attempts).hasValue(10_000);
		assertThat(last.get()).isPositive().isEqualTo(second.get());
		assertThat(fixture.retry().retries()).isEqualTo(9_999);
	}

	@Test
	void passesNullOnAsAResult() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());

		Object result = fixture.call(() -> null);

		assertThat(result).isNull();
		assertThat(fixture.retry().calls(RetryOutcome.FIRST_TRY)).isOne();
	}

	@Test
	void retriesAThrowableThatIsNeitherExceptionNorError() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		ScriptedWork work = ScriptedWork.failing(new Throwable("odd"));

		assertThat(fixture.call(work)).isEqualTo("done");
	}

	private static int stackDepth() {
		return new Throwable().getStackTrace().length;
	}

}
