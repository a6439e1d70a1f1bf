package dev.resilience.retry;

import java.io.IOException;
import java.util.function.Predicate;

import dev.resilience.ScriptedWork;
import dev.resilience.event.ReportedWarnings;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryOnResultTests {

	private final ReportedWarnings warnings = new ReportedWarnings();

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@Test
	void triesAgainUntilAResultIsGoodEnough() throws Throwable {
		RetryFixture fixture = fixture("pending"::equals);
		ScriptedWork work = ScriptedWork.returning("pending", "ready");

		assertThat(fixture.call(work)).isEqualTo("ready");

		assertThat(work.calls()).isEqualTo(2);
		assertThat(fixture.waits()).hasSize(1);
		assertThat(fixture.retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
	}

	@Test
	void returnsTheLastResultWhenAttemptsRunOut() throws Throwable {
		RetryFixture fixture = fixture((result) -> true);
		Object last = new Object();
		ScriptedWork work = ScriptedWork.returning(new Object(), new Object(), last);

		assertThat(fixture.call(work)).isSameAs(last);

		assertThat(work.calls()).isEqualTo(3);
		assertThat(fixture.retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	@Test
	void asksThePredicateAboutNullToo() throws Throwable {
		RetryFixture fixture = fixture((result) -> result == null);

		Object result = fixture.call(() -> null);

		assertThat(result).isNull();
		assertThat(fixture.retry().retries()).isEqualTo(2);
	}

	@Test
	void countsAPredicateThatThrowsAsNo() throws Throwable {
		RetryFixture fixture = fixture((result) -> {
			throw new IllegalStateException("broken predicate");
		});
		ScriptedWork work = ScriptedWork.returning("first");

		assertThat(fixture.call(work)).isEqualTo("first");
		assertThat(fixture.call(work)).isEqualTo("first");

		assertThat(work.calls()).isEqualTo(2);
		assertThat(fixture.retry().calls(RetryOutcome.FIRST_TRY)).isEqualTo(2);
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.contains("'backend'", "IllegalStateException")
			.doesNotContain("broken predicate");
	}

	@Test
	void countsAPredicateThatThrowsAnErrorAsNo() throws Throwable {
		RetryFixture fixture = fixture((result) -> {
			throw new AssertionError("broken predicate");
		});

		assertThat(fixture.call(ScriptedWork.returning("first"))).isEqualTo("first");
	}

	@Test
	void throwsAFailureThatFollowsARefusedResult() {
		RetryFixture fixture = fixture("pending"::equals);
		IllegalArgumentException failure = new IllegalArgumentException();
		ScriptedWork work = ScriptedWork.returning("pending", failure);

		assertThatThrownBy(() -> fixture.call(work)).isSameAs(failure);
	}

	@Test
	void returnsARefusedLastResultThatFollowsAFailure() throws Throwable {
		RetryFixture fixture = fixture("pending"::equals);
		ScriptedWork work = ScriptedWork.returning(new IOException(), new IOException(), "pending");

		assertThat(fixture.call(work)).isEqualTo("pending");
	}

	@Test
	void tellsOfARefusedResultWithoutAFailure() throws Throwable {
		RetryFixture fixture = fixture("pending"::equals);

		fixture.call(ScriptedWork.returning("pending"));

		assertThat(fixture.events.of(RetryScheduled.class)).hasSize(2)
			.allSatisfy((event) -> assertThat(event.failure()).isNull());
		assertThat(fixture.events.of(RetryGaveUp.class)).singleElement()
			.satisfies((event) -> assertThat(event.failure()).isNull());
		assertThat(fixture.events.all().toString()).doesNotContain("pending");
	}

	private static RetryFixture fixture(Predicate<Object> refused) {
		return new RetryFixture(RetryFixture.exact().retryOnResult(refused));
	}

}
